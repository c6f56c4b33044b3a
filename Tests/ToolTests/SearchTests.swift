import Foundation
import Testing

/// `--search` tries options, keeps its trials in a table, and goes on where it stopped.
struct SearchTests {
  static let iris = Sandbox.data.appending(path: "iris.csv").path
  static let diabetes = Sandbox.data.appending(path: "diabetes.csv").path
  /// A search of seconds.
  static let search = [iris, "--search", "6", "--epochs", "9", "--hidden", "8", "--ensemble", "2", "-o", "m"]

  /// The cells of a column in the table of the trials; cells that hold commas are no concern of these tests.
  private func column(_ name: String, of sandbox: borrowing Sandbox) throws -> [String] {
    let rows = String(decoding: try sandbox.bytes("m.trials.csv"), as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let k = try #require(rows[0].firstIndex(of: name))
    return rows.dropFirst().map { $0[k] }
  }

  @Test("a search that goes on gives the same table and the same model as one that was not stopped")
  func resumed() throws {
    let sandbox = try Sandbox()
    let whole = try sandbox.run("mlp-train", Self.search + ["--threads", "1"])
    #expect(whole.status == 0, "\(whole.errors)")
    let (table, model) = (try sandbox.bytes("m.trials.csv"), try sandbox.bytes("m"))
    let lines = String(decoding: table, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for kept in [1, 3, lines.count - 1] {
      try sandbox.file("m.trials.csv", lines.prefix(kept).joined(separator: "\n") + "\n")
      #expect(try sandbox.run("mlp-train", Self.search + ["--threads", "2"]).status == 0)
      #expect(try sandbox.bytes("m.trials.csv") == table && sandbox.bytes("m") == model)
    }
    // More trials begin with the same ones.
    #expect(
      try sandbox.run("mlp-train", Self.search.map { $0 == "6" ? "8" : $0 }).errors.contains(
        "continuing after 6 in 'm.trials.csv'"))
    #expect(try sandbox.bytes("m.trials.csv").starts(with: table))
    #expect(try Set(column("trial", of: sandbox)).count == 8)
    // Fewer take what is there.
    let more = try sandbox.bytes("m.trials.csv")
    let fewer = try sandbox.run("mlp-train", Self.search)
    #expect(fewer.status == 0 && fewer.errors.contains("best of 8 trials"), "\(fewer.errors)")
    #expect(try sandbox.bytes("m.trials.csv") == more)
  }

  @Test("a search goes on however its options are given")
  func otherSpelling() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", Self.search).status == 0)
    let table = try sandbox.bytes("m.trials.csv")
    try sandbox.file("all.conf", "search = 6\nepochs = 9\nhidden = 8\nensemble = 2\noutput = m\n")
    try sandbox.file("some.conf", "hidden = 8\n")
    for words in [
      ["--config", "all.conf"], ["--config", "some.conf", "--search", "6", "--epochs", "9", "-o", "m"],
    ] {
      let result = try sandbox.run("mlp-train", [Self.iris] + words)
      #expect(
        result.status == 0 && result.errors.contains("continuing after 6 in 'm.trials.csv'"),
        "\(result.errors)")
      #expect(try sandbox.bytes("m.trials.csv") == table)
    }
    try sandbox.file("other.conf", "search = 6\nepochs = 12\nhidden = 8\noutput = m\n")
    #expect(try sandbox.run("mlp-train", [Self.iris, "--config", "other.conf"]).status == 65)
  }

  @Test("the first trial is the usual one, and what the user gives is not tried")
  func fixed() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.run("mlp-train", Self.search + ["--dropout", "0.35", "-v"])
    #expect(result.status == 0, "\(result.errors)")
    let header = String(decoding: try sandbox.bytes("m.trials.csv"), as: UTF8.self).prefix { $0 != "\n" }
    #expect(
      header
        == "trial,rung,log-loss,learning-rate,activation,batch-size,weight-decay,label-smoothing,bins,data,options"
    )
    #expect(try column("learning-rate", of: sandbox)[0].isEmpty)
    #expect(try Set(column("learning-rate", of: sandbox)).count > 2)
    #expect(result.errors.contains("dropout 0.35"))
    #expect(result.errors.contains(#/2 networks of \d+-8-3/#))
    #expect(result.errors.contains("search 6 trials"))
  }

  @Test("the model is the one that the options found would give")
  func sameModel() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.run("mlp-train", Self.search)
    let found = try #require(result.errors.firstMatch(of: #/best of 6 trials: log-loss \S+ with (--[^;]+)/#))
    let words = found.1.split(separator: "\n")[0].split(separator: " ").map(String.init)
    let plain = [Self.iris, "--epochs", "9", "--hidden", "8", "--ensemble", "2", "-o", "n"] + words
    #expect(try sandbox.run("mlp-train", plain).status == 0)
    for name in ["m", "n"] {
      #expect(
        try sandbox.run("mlp-predict", [name, Self.iris, "--probabilities", "-o", name + ".csv"]).status == 0)
    }
    #expect(try sandbox.bytes("m.csv") == sandbox.bytes("n.csv"))
  }

  @Test("numbers of few rows are tried by minibatches too")
  func fewRows() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.run(
      "mlp-train", [Self.diabetes, "--search", "3", "--epochs", "9", "-o", "m", "--ensemble", "1"])
    #expect(result.status == 0 && result.errors.contains("compared by rmse"), "\(result.errors)")
    #expect(try column("trial", of: sandbox).starts(with: ["1", "1", "1", "2"]))
  }

  /// y = exp(x): the curve on which it is a line.
  @Test("a skewed target is tried on curves too, and one that is not is not")
  func skewed() throws {
    let sandbox = try Sandbox()
    func line(_ k: Int) -> Double { Double(k * 7919 % 400) / 50 }
    try sandbox.file("t.csv", "x,y\n" + (0..<400).map { "\(line($0)),\(exp(line($0)))\n" }.joined())
    // All else is given.
    let small = [
      "--epochs", "27", "--hidden", "8", "--activation", "tanh", "--learning-rate", "0.02", "--batch-size",
      "16",
      "--dropout", "0", "--weight-decay", "0", "--bins", "1", "--optimizer", "adamw", "--search", "3", "-o",
      "m",
    ]
    let result = try sandbox.run("mlp-train", small + ["t.csv"])
    #expect(result.status == 0, "\(result.errors)")
    let tried = try Set(column("target-transform", of: sandbox))
    #expect(tried == ["", "log", "normal"])
    #expect(
      result.errors.contains(#/best of 3 trials: rmse .* --target-transform (log|normal)/#),
      "\(result.errors)")
    #expect(try String(decoding: sandbox.bytes("m"), as: UTF8.self).contains(#"target-transform\":\"log\""#))

    try sandbox.file("even.csv", "x,y\n" + (0..<400).map { "\(line($0)),\(line($0) + 1)\n" }.joined())
    let even = try sandbox.run("mlp-train", small + ["even.csv", "--search-log", "even"])
    #expect(even.status == 64 && even.errors.contains("nothing to try"), "\(even.errors)")
  }

  /// Twelve words, which the usual small networks of few rows have an input each for, and the others look up.
  @Test("few rows with words are tried too")
  func words() throws {
    let sandbox = try Sandbox()
    let rows = (0..<120).map { "w\($0 * 7 % 12),\($0 % 13),\(Double($0 * 7 % 12) / 3 + Double($0 % 13))" }
    try sandbox.file("d.csv", "w,x,y\n" + rows.joined(separator: "\n") + "\n")
    let result = try sandbox.run("mlp-train", ["d.csv", "--search", "3", "--epochs", "9", "-o", "m"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try sandbox.run("mlp-predict", ["m", "d.csv"]).status == 0)
  }

  @Test("a table of another search, or of something else, is refused and left as it is")
  func foreign() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", Self.search).status == 0)
    let table = try sandbox.bytes("m.trials.csv")
    func message(_ words: [String]) throws -> String {
      let result = try sandbox.run("mlp-train", words)
      #expect(result.status == 65)
      return result.errors
    }
    #expect(
      try message(Self.search.map { $0 == "9" ? "12" : $0 }).contains(
        "'m.trials.csv' holds trials with other options (hidden 8; epochs 9; seed 1, and now"))
    let text = try String(contentsOfFile: Self.iris, encoding: .utf8)
    try sandbox.file("iris.csv", text.replacingOccurrences(of: "5.1", with: "5.2"))
    #expect(
      try message(["iris.csv"] + Self.search.dropFirst()).contains(
        "'m.trials.csv' holds trials of other data"))
    #expect(try sandbox.bytes("m.trials.csv") == table)

    try sandbox.file("t.csv", "a,b\n1,2\n")
    let other = Self.search + ["--search-log", "t.csv"]
    #expect(try message(other).contains("'t.csv' is not a log of trials; name another file"))
    var cells = String(decoding: table, as: UTF8.self)
    cells.replace("\n1,2,", with: "\n4,2,")
    try sandbox.file("t.csv", cells)
    #expect(try message(other).contains("on line 3 a trial that this search would not have run there"))
    try sandbox.file(
      "t.csv", String(decoding: table, as: UTF8.self).replacing(",activation,", with: ",dropout,"))
    #expect(try message(other).contains("'t.csv' holds trials of learning-rate, dropout, "))
    try sandbox.file("t.csv", cells + "5,1\n")
    #expect(try message(other).contains("'t.csv' "))
    #expect(try sandbox.bytes("t.csv") == Data((cells + "5,1\n").utf8))
  }

  @Test("searches that cannot be are refused")
  func refused() throws {
    let sandbox = try Sandbox()
    for (words, message) in [
      (["--search", "0"], "--search: expected a whole number from 1 to 10000, found '0'"),
      (["--search", "soon"], "--search: expected a number of trials, such as 30, or a length of time"),
      (["--search-log", "t.csv"], "--search-log needs --search"),
      (["--search", "3", "--folds", "3"], "--folds and --search cannot be combined"),
      (
        ["--search", "3", "--validation-fraction", "0"], "--search needs validation rows, and there are none"
      ),
      (["--search", "3", "--optimizer", "lbfgs"], "--search tries minibatch options"),
      (["--search", "3", "--validation", "-"], "'-' must be a file"),
      (["--search", "3", "-o", "-"], "name it with --search-log"),
      (["--search", "3", "--search-log", "m", "-o", "m"], "are the same file"),
    ] {
      let result = try sandbox.run("mlp-train", [Self.iris] + words)
      #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
    }
    #expect(try sandbox.names().isEmpty)
  }

  @Test("when the time is up, the best so far is trained with")
  func time() throws {
    let sandbox = try Sandbox()
    let words = [Self.iris, "--epochs", "9", "--hidden", "8", "--ensemble", "1", "-o", "m"]
    let none = try sandbox.run("mlp-train", words + ["--search", "0.000001s"])
    #expect(none.status == 0 && none.errors.contains("time limit reached before the first trial finished"))
    let some = try sandbox.run("mlp-train", words + ["--search", "1s"])
    #expect(some.status == 0 && some.errors.contains(#/best of \d+ trials?: log-loss/#), "\(some.errors)")
    #expect(try sandbox.run("mlp-predict", ["m", Self.iris]).status == 0)
  }

  @Test("a signal ends the search, and the best network so far is saved", arguments: SignalTests.signals)
  func signal(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    let running = try Running(
      "mlp-train", [Self.iris, "--search", "10000", "--epochs", "9", "--hidden", "8", "-o", "m"], in: sandbox)
    try running.wait("a trial is over") { _ in try sandbox.names().contains("m.trials.csv") }
    running.send(signal)
    try running.wait("it says so") { $0.errors.contains("to continue it from 'm.trials.csv', rerun the same command") }
    #expect(try running.finish() == 128 + signal)
    #expect(try sandbox.names() == ["m", "m.trials.csv"])
    #expect(try sandbox.run("mlp-predict", ["m", Self.iris]).status == 0)
  }
}
