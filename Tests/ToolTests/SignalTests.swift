import Foundation
import Testing

/// SIGINT and SIGTERM end a program soon, wherever it is, and leave nothing half-written.
struct SignalTests {
  static let iris = Sandbox.data.appending(path: "iris.csv")
  static let signals = [SIGINT, SIGTERM, SIGHUP]

  private func train(_ sandbox: borrowing Sandbox) throws {
    #expect(try sandbox.run("mlp-train", [Self.iris.path, "--epochs", "1", "-q", "-o", "m"]).status == 0)
  }

  /// The rows of iris, again and again, until all readers have begun.
  private static func manyRows() throws -> Data {
    let text = try String(contentsOf: iris, encoding: .utf8)
    let header = text.prefix { $0 != "\n" } + "\n"
    return Data((header + String(repeating: String(text.dropFirst(header.count)), count: 60)).utf8)
  }

  /// A program whose temporary file stands beside the model `m`, and which waits for more rows.
  private func beginPredictions(in sandbox: borrowing Sandbox) throws -> Running {
    try train(sandbox)
    let running = try Running("mlp-predict", ["m", "-", "-o", "out"], in: sandbox)
    try running.type(Self.manyRows())
    try running.wait("it writes") { _ in try sandbox.names().contains { $0.hasSuffix(".tmp") } }
    return running
  }

  @Test("a program that waits for input is woken", arguments: signals)
  func waiting(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    try train(sandbox)
    mkfifo(sandbox.folder.appending(path: "fifo").path, 0o600)
    let before = try sandbox.names()
    for (program, words) in [
      ("mlp-train", ["-"]), ("mlp-train", ["fifo"]), ("mlp-train", [Self.iris.path, "--validation", "fifo"]),
      ("mlp-predict", ["m"]), ("mlp-predict", ["m", "fifo"]), ("mlp-predict", ["fifo", Self.iris.path]),
      ("mlp-predict", ["m", Self.iris.path, "-o", "fifo"]),
    ] {
      let running = try Running(program, words, in: sandbox)
      try running.waitUntilAsleep()
      running.send(signal)
      #expect(try running.finish() == 128 + signal, "\(program) \(words)")
      #expect(try sandbox.names() == before, "\(program) \(words)")
    }
  }

  @Test("predictions that were begun are removed", arguments: signals)
  func predicting(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    let running = try beginPredictions(in: sandbox)
    running.send(signal)
    #expect(try running.finish() == 128 + signal)
    #expect(try sandbox.names() == ["m"])
  }

  @Test("a second signal leaves no temporary file either")
  func twice() throws {
    let sandbox = try Sandbox()
    let running = try beginPredictions(in: sandbox)
    // Both are there when it goes on.
    for signal in [SIGSTOP, SIGINT, SIGTERM, SIGCONT] { running.send(signal) }
    #expect(try [130, 143].contains(running.finish()))
    #expect(try sandbox.names() == ["m"])
  }

  @Test(
    "other signals end it as they always do, and leave no temporary file",
    arguments: [SIGUSR1, SIGUSR2, SIGXCPU, SIGALRM, SIGPROF, SIGPWR, 34, 64])
  func others(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    let running = try beginPredictions(in: sandbox)
    running.send(signal)
    try running.end()
    #expect(running.process.terminationReason == .uncaughtSignal)
    #expect(running.process.terminationStatus == signal)
    #expect(try sandbox.names() == ["m"])
  }

  @Test("a file beyond what ulimit -f allows is an error of writing, and leaves nothing")
  func fileSize() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.shell(
      "ulimit -f 10; exec mlp-train '\(Self.iris.path)' --ensemble 1 --epochs 1 -q -o m")
    #expect(result.status == 74 && result.errors.contains("cannot write 'm': File too large"))
    #expect(try sandbox.names() == [])
  }

  @Test("before the first epoch has ended no model is written, and an old one stays", arguments: signals)
  func firstEpoch(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    try sandbox.file("m", "old")
    let digits = Sandbox.data.appending(path: "digits.csv").path
    let running = try Running(
      "mlp-train", [digits, "--hidden", "2000,2000", "--batch-size", "1", "-o", "m"], in: sandbox)
    try running.wait("it trains") { $0.errors.contains("training rows") }
    running.send(signal)
    try running.wait("it says so") {
      $0.errors.contains("interrupted before the first epoch finished; no model was written")
    }
    #expect(try running.finish() == 128 + signal)
    #expect(try sandbox.bytes("m") == Data("old".utf8) && sandbox.names() == ["m"])
  }

  @Test("after the first epoch the best model is saved", arguments: signals)
  func training(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    let running = try Running(
      "mlp-train",
      [
        Self.iris.path, "--epochs", "1000000", "--patience", "1000000", "--progress", "always", "-o", "m",
      ], in: sandbox)
    try running.wait("an epoch ends") { $0.errors.contains("epoch ") }
    running.send(signal)
    #expect(try running.finish() == 128 + signal)
    #expect(try sandbox.run("mlp-predict", ["m", Self.iris.path]).status == 0)
  }

  @Test("a hangup is ignored under nohup, and other signals where they were before")
  func ignored() throws {
    let sandbox = try Sandbox()
    try train(sandbox)
    let result = try sandbox.shell(
      """
      trap '' INT QUIT USR1
      mkfifo fifo
      nohup mlp-predict m fifo > out 2> nohup.out & program=$!
      exec 3> fifo
      while ! grep -q SigCgt:.*[4-7c-f]...$ /proc/$program/status; do sleep 0.01; done
      kill -HUP $program; kill -INT $program
      grep SigIgn: /proc/$program/status
      cat '\(Self.iris.path)' >&3
      exec 3>&-
      wait $program
      """)
    #expect(result.status == 0, "\(result.errors)")
    // HUP, INT and QUIT are bits 0 to 2, USR1 is bit 9.
    let ignored = try #require(result.output.firstMatch(of: #/SigIgn:\s*([0-9a-f]+)/#))
    #expect(try #require(UInt64(ignored.1, radix: 16)) & 0x207 == 0x207)
    #expect(try String(decoding: sandbox.bytes("out"), as: UTF8.self).split(separator: "\n").count == 151)
  }

  @Test("a time limit within the first epoch writes the model, and warns")
  func timeLimit() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.run("mlp-train", [Self.iris.path, "--time-limit", "0.000001", "-o", "m"])
    #expect(
      result.status == 0
        && result.errors.contains("warning: time limit reached before the first epoch finished"))
    #expect(try sandbox.run("mlp-predict", ["m", Self.iris.path]).status == 0)
  }
}
