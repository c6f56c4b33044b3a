import Foundation
import Testing

/// A training that was stopped goes on, and comes to the same model as if it had never stopped.
struct CheckpointTests {
  static let data = Sandbox.data
  /// A second or so of training in all.
  static let trainings: [[String]] = [
    ["iris.csv", "--hidden", "16", "--epochs", "30", "--ensemble", "3"],
    ["iris.csv", "--hidden", "16", "--epochs", "40", "--folds", "3", "--dropout", "0.2"],
    ["diabetes.csv"],
    ["breast_cancer.csv", "--hidden", "32", "--tabm", "3", "--schedule", "plateau", "--optimizer", "nadam"],
    [
      "orders.csv", "--ignore", "returned", "--preset", "fast", "--epochs", "30", "--validation-fraction",
      "0",
    ],
  ]

  private func words(_ training: [String], _ more: [String]) -> [String] {
    [Self.data.appending(path: training[0]).path] + training.dropFirst() + more
  }

  @Test(
    "to the byte, killed and gone on with until it is done, with one thread and two", arguments: trainings)
  func killed(_ training: [String]) throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", words(training, ["-q", "-o", "whole"])).status == 0)
    let words = words(
      training, ["-q", "-o", "m", "--checkpoint", "c", "--checkpoint-every", "1", "--resume"])
    var kills = 0
    while try !sandbox.names().contains("m") && kills < 6 {
      let running = try Running(
        "mlp-train", words + ["--threads", "\(1 + kills % 2)"], in: sandbox)
      try running.waitWhileItRuns { try sandbox.names().contains { $0 == "c" || $0 == "m" } }
      // The later it is killed, the more is done.
      usleep(UInt32(50_000 * kills))
      running.send(SIGKILL)
      try running.end()
      kills += 1
    }
    let result = try sandbox.run("mlp-train", words)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try sandbox.bytes("m") == sandbox.bytes("whole"))
    #expect(try !sandbox.names().contains("c"))
  }

  @Test("after a signal: the model so far is there, and the checkpoint", arguments: [SIGINT, SIGTERM])
  func signalled(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    let words = words(
      ["iris.csv", "--hidden", "64", "--epochs", "300", "--patience", "300", "--ensemble", "2"], [])
    #expect(try sandbox.run("mlp-train", words + ["-q", "-o", "whole"]).status == 0)
    let stoppable = words + ["-o", "m", "--checkpoint", "c", "--resume"]
    let running = try Running("mlp-train", stoppable + ["--progress", "always"], in: sandbox)
    try running.wait("an epoch ends") { $0.errors.contains("epoch ") }
    running.send(signal)
    try running.wait("it says what to do") {
      $0.errors.contains("to continue from 'c', rerun the same command with --resume")
    }
    #expect(try running.finish() == 128 + signal)
    #expect(try sandbox.names() == ["c", "m", "whole"])
    #expect(try sandbox.run("mlp-predict", ["m", Self.data.appending(path: "iris.csv").path]).status == 0)
    let result = try sandbox.run("mlp-train", stoppable)
    #expect(result.status == 0 && result.errors.contains("resuming from 'c': network 1, after "))
    #expect(try sandbox.bytes("m") == sandbox.bytes("whole") && sandbox.names() == ["m", "whole"])
  }

  @Test("after a signal in the first epoch: no model, but the checkpoint")
  func firstEpoch() throws {
    let sandbox = try Sandbox()
    let words = words(["digits.csv", "--hidden", "500,500", "--batch-size", "1"], ["-o", "m"])
    let running = try Running("mlp-train", words + ["--checkpoint", "c"], in: sandbox)
    try running.wait("it trains") { $0.errors.contains("training rows") }
    running.send(SIGTERM)
    try running.wait("it says both") {
      $0.errors.contains("to continue from 'c', rerun the same command with --resume")
        && $0.errors.contains("interrupted before the first epoch finished; no model was written")
    }
    #expect(try running.finish() == 128 + SIGTERM && sandbox.names() == ["c"])
  }

  @Test("after a signal behind the last epoch: it is done, or goes on to the same bytes")
  func afterTheLastEpoch() throws {
    let sandbox = try Sandbox()
    let words = words(["digits.csv", "--hidden", "64", "--epochs", "2", "--ensemble", "1"], ["-v"])
    #expect(try sandbox.run("mlp-train", words + ["-o", "whole"]).status == 0)
    let stoppable = words + ["-o", "m", "--checkpoint", "c", "--resume"]
    let running = try Running("mlp-train", stoppable, in: sandbox)
    try running.wait("it has trained") { $0.errors.contains("calibration: ") }
    running.send(SIGTERM)
    let status = try running.finish()
    #expect(status == 0 || status == 128 + SIGTERM)
    #expect(try sandbox.names() == (status == 0 ? ["m", "whole"] : ["c", "m", "whole"]))
    if status != 0 {
      let result = try sandbox.run("mlp-train", stoppable)
      #expect(result.status == 0 && result.errors.contains("resuming from 'c': 1 network trained"))
    }
    #expect(try sandbox.bytes("m") == sandbox.bytes("whole") && sandbox.names() == ["m", "whole"])
  }

  @Test("where the time limit ends it, it goes on with a longer one")
  func timeLimit() throws {
    let sandbox = try Sandbox()
    let words = words(Self.trainings[0], [])
    #expect(try sandbox.run("mlp-train", words + ["-q", "-o", "whole"]).status == 0)
    let checkpoint = ["-o", "m", "--checkpoint", "c", "--resume"]
    let first = try sandbox.run("mlp-train", words + checkpoint + ["--time-limit", "0.001"])
    #expect(first.status == 0 && first.errors.contains("no checkpoint 'c' yet"))
    #expect(try sandbox.names() == ["c", "m", "whole"])
    // The time that is over is counted.
    let second = try sandbox.run("mlp-train", words + checkpoint + ["--time-limit", "0.001"])
    #expect(second.status == 0)
    #expect(try sandbox.run("mlp-train", words + checkpoint + ["--time-limit", "1h"]).status == 0)
    #expect(try sandbox.bytes("m") == sandbox.bytes("whole") && sandbox.names() == ["m", "whole"])
  }

  @Test("after a search the options that it found are kept, and it is not made again")
  func search() throws {
    let sandbox = try Sandbox()
    let words = words(["iris.csv", "--epochs", "40", "--ensemble", "2"], ["--search", "3"])
    #expect(try sandbox.run("mlp-train", words + ["-q", "-o", "whole"]).status == 0)
    let stopped = words + ["-o", "m", "--checkpoint", "c", "--resume"]
    #expect(try sandbox.run("mlp-train", stopped + ["--time-limit", "0.001"]).status == 0)
    try FileManager.default.removeItem(at: sandbox.folder.appending(path: "m.trials.csv"))
    let result = try sandbox.run("mlp-train", stopped)
    #expect(result.status == 0 && !result.errors.contains("search of"))
    #expect(
      try sandbox.bytes("m") == sandbox.bytes("whole")
        && sandbox.names() == ["m", "whole", "whole.trials.csv"])
  }

  @Test("another training is refused, and what differs is named")
  func differing() throws {
    let sandbox = try Sandbox()
    let iris = Self.data.appending(path: "iris.csv").path
    let checkpoint = ["-o", "m", "--checkpoint", "c", "--resume", "--epochs", "20"]
    #expect(
      try sandbox.run("mlp-train", [iris, "--dropout", "0.1", "--time-limit", "0.001"] + checkpoint).status
        == 0)
    let text = try String(contentsOfFile: iris, encoding: .utf8)
    try sandbox.file("other.csv", text.replacing("5.1,", with: "5.2,"))
    for (words, reason) in [
      ([iris, "--dropout", "0.2"], "it has dropout 0.1 (now 0.2)"),
      ([iris, "--seed", "2"], "it has seed 1 (now 2); and other data, or other training rows or columns"),
      ([iris, "--folds", "5"], "folds not set (now 5)"),
      ([iris, "--search", "2"], "is of a training without --search"),
      (["other.csv"], "it has other data, or other training rows or columns"),
    ] {
      let result = try sandbox.run("mlp-train", words + checkpoint)
      #expect(result.status == 65 && result.errors.contains(reason), "\(result.errors)")
    }
    #expect(try sandbox.run("mlp-train", [iris, "-q"] + checkpoint).status == 0)
  }

  /// All numbers are the same; two rows change their groups, and with them the folds that judge them.
  @Test("folds of other groups are other data", arguments: [(0, 2), (0, 20), (6, 30), (12, 38)])
  func groups(_ one: Int, _ other: Int) throws {
    let sandbox = try Sandbox()
    func table(_ groups: [Int]) -> String {
      "g,x,y\n" + (0..<40).map { "g\(groups[$0]),\($0 * 7 % 40).5,\($0 * 3 % 17).25\n" }.joined()
    }
    let words = [
      "--group", "g", "--folds", "20", "--optimizer", "adamw", "--epochs", "3", "--hidden", "4", "-o", "m",
      "--checkpoint", "c", "--resume",
    ]
    var groups = (0..<40).map { $0 / 2 }
    try sandbox.file("a.csv", table(groups))
    groups.swapAt(one, other)
    try sandbox.file("b.csv", table(groups))
    #expect(try sandbox.run("mlp-train", ["a.csv", "--time-limit", "0.0001"] + words).status == 0)
    let result = try sandbox.run("mlp-train", ["b.csv"] + words)
    #expect(result.status == 65 && result.errors.contains("it has other data"), "\(result.errors)")
  }

  @Test("what took the place of a checkpoint is not removed")
  func place() throws {
    let sandbox = try Sandbox()
    try FileManager.default.createDirectory(
      at: sandbox.folder.appending(path: "c"), withIntermediateDirectories: true)
    let refused = try sandbox.run("mlp-train", words(Self.trainings[0], ["-o", "m", "--checkpoint", "c"]))
    #expect(refused.status == 73 && refused.errors.contains("cannot write 'c': it is a directory"))
    mkfifo(sandbox.folder.appending(path: "fifo").path, 0o600)
    let pipe = try sandbox.run("mlp-train", words(Self.trainings[0], ["-o", "m", "--checkpoint", "fifo"]))
    #expect(pipe.status == 64 && pipe.errors.contains("is a pipe or a device"))
    #expect(try sandbox.names() == ["c", "fifo"])
  }

  @Test("without --resume a checkpoint is replaced with a warning, and nothing else is")
  func replaced() throws {
    let sandbox = try Sandbox()
    let words = words(Self.trainings[0], ["-o", "m", "--checkpoint", "c"])
    #expect(try sandbox.run("mlp-train", words + ["--time-limit", "0.001"]).status == 0)
    let anew = try sandbox.run("mlp-train", words)
    #expect(
      anew.status == 0 && anew.errors.contains("warning: 'c' holds a training that --resume would continue")
    )
    try sandbox.file("c", "my notes")
    let refused = try sandbox.run("mlp-train", words)
    #expect(refused.status == 65 && refused.errors.contains("'c' is not an mlp checkpoint file"))
    #expect(try sandbox.bytes("c") == Data("my notes".utf8))
    try sandbox.file("c", "")
    #expect(try sandbox.run("mlp-train", words).status == 0)
    #expect(try sandbox.run("mlp-train", words.dropLast() + ["/dev/null"]).status == 64)
  }

  @Test("what is no checkpoint is refused, and stays as it is")
  func strangers() throws {
    let sandbox = try Sandbox()
    let iris = Self.data.appending(path: "iris.csv").path
    #expect(try sandbox.run("mlp-train", [iris, "-q", "--epochs", "1", "-o", "model"]).status == 0)
    try sandbox.file("text", "a,b\n1,2\n")
    try sandbox.file("empty", "")
    for name in ["model", "text", "empty"] {
      let before = try sandbox.bytes(name)
      let result = try sandbox.run("mlp-train", [iris, "-o", "m", "--checkpoint", name, "--resume"])
      #expect(result.status == 65 && result.errors.contains("'\(name)' is not an mlp checkpoint file"))
      #expect(try sandbox.bytes(name) == before && !sandbox.names().contains("m"))
    }
    for (words, reason, status) in [
      (["--resume"], "--resume needs --checkpoint FILE", 64),
      (["--checkpoint-every", "5"], "--checkpoint-every needs --checkpoint FILE", 64),
      (["--checkpoint", "-"], "--checkpoint: expected a file, found '-'", 64),
      (
        ["--checkpoint", "c", "--checkpoint-every", "soon"],
        "a number of epochs from 1 to 1000000, such as 5, or a length of time", 64
      ),
      (["--checkpoint", "c", "--checkpoint-every", "0"], "from 1 to 1000000, such as 5, or a length", 64),
      (["--checkpoint", "c", "--checkpoint-every", "1.5"], "from 1 to", 64),
      (["--checkpoint", "m"], "are the same file", 64), (["--checkpoint", iris], "would overwrite", 64),
      (["--checkpoint", "none/c"], "cannot write 'none/c'", 73),
    ] as [([String], String, Int32)] {
      let result = try sandbox.run("mlp-train", [iris, "-o", "m"] + words)
      #expect(result.status == status && result.errors.contains(reason), "\(result.errors)")
    }
  }

  @Test("a checkpoint that cannot be written any more is warned of, and the model is made")
  func unwritable() throws {
    let sandbox = try Sandbox()
    let folder = sandbox.folder.appending(path: "there")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let running = try Running(
      "mlp-train",
      words(
        ["iris.csv", "--epochs", "1000000", "--patience", "1000000", "--hidden", "8", "--ensemble", "1"],
        ["-o", "m", "--checkpoint", "there/c", "--checkpoint-every", "10"]), in: sandbox)
    try running.wait("a checkpoint is written") { _ in
      FileManager.default.fileExists(atPath: folder.appending(path: "c").path)
    }
    try FileManager.default.moveItem(at: folder, to: sandbox.folder.appending(path: "gone"))
    try running.wait("it warns") { $0.errors.contains("warning: cannot write 'there/c'") }
    #expect(running.errors.components(separatedBy: "warning: ").count == 2)
    running.send(SIGTERM)
    try running.wait("it says that it was not kept") {
      $0.errors.contains("the training cannot be resumed: cannot write 'there/c'")
    }
    #expect(try running.finish() == 128 + SIGTERM)
    #expect(try sandbox.run("mlp-predict", ["m", Self.data.appending(path: "iris.csv").path]).status == 0)
  }
}
