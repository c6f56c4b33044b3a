import Foundation
import Testing

/// A program at work, to be stopped by signals.
struct Running: ~Copyable {
  let process = Process()
  private let input = Pipe()
  private let errorFile: URL
  static let patience = 30.0

  /// Starts `program`, whose standard input stays open until `finish`.
  init(_ program: String, _ words: [String], in sandbox: borrowing Sandbox) throws {
    errorFile = sandbox.folder.appending(path: ".err")
    try Data().write(to: errorFile)
    process.executableURL = Sandbox.products.appending(path: program)
    process.arguments = words
    process.currentDirectoryURL = sandbox.folder
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errorFile)
    // The threads that tests run on block most signals, and what they start would too.
    var (none, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &blocked)
    defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
    try process.run()
    try wait("it has taken the signals over") { $0.catchesSignals }
  }

  var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

  func type(_ bytes: Data) throws { try input.fileHandleForWriting.write(contentsOf: bytes) }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until its main thread waits for something.
  func waitUntilAsleep() throws { try wait("it waits") { $0.state("State").hasPrefix("S") } }

  /// Waits for a condition; fails where it does not come about.
  func wait(_ what: String, until isSo: (borrowing Running) throws -> Bool) throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while true {
      // What it does last is seen too.
      let isOver = Date() > end || !process.isRunning
      if try isSo(self) { return }
      guard !isOver else {
        Issue.record("\(what): that did not come about; \(errors)")
        return
      }
      usleep(10_000)
    }
  }

  /// Waits for a condition, or its end.
  func waitWhileItRuns(_ isSo: () throws -> Bool) throws {
    while try process.isRunning && !isSo() { usleep(1000) }
  }

  /// Waits for its end; gives the exit status, and removes what this test added to the folder.
  func finish() throws -> Int32 {
    try end()
    #expect(process.terminationReason == .exit)
    return process.terminationStatus
  }

  /// Waits for its end, whatever that is, and removes what this test added to the folder.
  func end() throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while process.isRunning && Date() < end { usleep(10_000) }
    if process.isRunning { send(SIGKILL) }
    process.waitUntilExit()
    try input.fileHandleForWriting.close()
    try FileManager.default.removeItem(at: errorFile)
  }

  private var catchesSignals: Bool {
    (UInt64(state("SigCgt"), radix: 16) ?? 0) & (1 << UInt64(SIGTERM - 1)) != 0
  }

  /// A line of what the system says of the process.
  private func state(_ key: String) -> String {
    let text = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix(key + ":") }
    return line.map { $0.dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces) } ?? ""
  }
}
