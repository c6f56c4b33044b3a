import Foundation
import Testing

/// Weights, groups and the rows held out.
struct RolesTests {
  private func check(
    _ sandbox: borrowing Sandbox, _ words: [String], _ status: Int32, _ says: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try sandbox.run("mlp-train", words + ["--epochs", "1", "--hidden", "4", "-o", "m"])
    #expect(result.status == status, "\(words): \(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.contains(says), "\(words): \(result.errors)", sourceLocation: sourceLocation)
  }

  @Test("weights that cannot be are told by the row of the file")
  func weights() throws {
    let sandbox = try Sandbox()
    let rows = (0..<60).map { "\(Double($0) / 7),\($0 == 41 ? "" : "1"),\($0 == 57 ? -2 : 1),0,\($0 % 2)" }
    try sandbox.file("d.csv", "x,gap,less,none,y\n" + rows.joined(separator: "\n") + "\n")
    try check(
      sandbox, ["d.csv", "--weight", "gap"], 65, "column 'gap', the sample weight, is missing in row 42 of")
    try check(
      sandbox, ["d.csv", "--weight", "less"], 65,
      "the sample weight, is negative (-2.0) in row 58 of the data")
    try check(
      sandbox, ["d.csv", "--weight", "none"], 65,
      "column 'none', the sample weight, is 0 in every row of the training set")
    #expect(try sandbox.run("mlp-train", ["d.csv", "--epochs", "1", "-q", "-o", "m"]).status == 0)
    for (weight, says) in [("less", "is negative (-2.0) in row 58"), ("4", "is 0 in every row")] {
      let words = ["m", "d.csv", "-o", "/dev/null", "--metrics", "-", "--weight", weight]
      let measured = try sandbox.run("mlp-predict", words)
      #expect(measured.status == 65 && measured.errors.contains(says), "\(measured.errors)")
    }
  }

  @Test("a column is not named for two things")
  func roles() throws {
    let sandbox = try Sandbox()
    let iris = Sandbox.data.appending(path: "iris.csv").path
    try check(sandbox, [iris, "-t", "petal_width,4"], 64, "column 'petal_width' is named twice in --target")
    try check(sandbox, [iris, "-t", "4", "--weight", "petal_width"], 64, "cannot be the --weight as well")
    try check(
      sandbox, [iris, "--group", "1", "--validation", iris], 64, "--group needs a split of the data")
    try check(sandbox, [iris, "--group", "species"], 64, "cannot be the --group as well")
    try check(
      sandbox, [iris, "--time", "1", "--weight", "1"], 64, "cannot be both the --weight and the --time")
    let rows = (0..<60).map { "\($0 * 7 % 60),k\($0 % 2),c\($0 % 2)" }
    try sandbox.file("g.csv", "x,kind,y\n" + rows.joined(separator: "\n") + "\n")
    try check(
      sandbox, ["g.csv", "--group", "kind"], 65, "--group 'kind' puts all of them into the validation set")
  }

  @Test("rows that are last by a column of dates or numbers are those to judge by")
  func time() throws {
    let sandbox = try Sandbox()
    // What was learned holds until the last of ten days, for which it is turned round.
    let rows = (0..<100).map { i in
      let day = i * 37 % 100 / 10
      let x = Double(i % 13) / 7
      let (y, gap) = (day < 9 ? x : 50 - x, i == 70 ? "" : "1")
      return "\(x),\(day + 1).02.2024,\(day),\(y),\(gap),\(i % 2 == 0 ? "a" : "b")"
    }
    try sandbox.file("d.csv", "x,date,day,y,gap,word\n" + rows.joined(separator: "\n") + "\n")
    for time in ["date", "day"] {
      let words = [
        "d.csv", "-t", "y", "--time", time, "--validation-fraction", "0.1", "--ignore", "gap,word",
      ]
      try check(sandbox, words, 0, "90 training rows, 10 validation rows")
      // Far from the numbers that were learned from: below 0.
      try check(sandbox, words, 0, "r2 -")
    }
    try check(
      sandbox, ["d.csv", "-t", "y", "--time", "gap"], 65, "column 'gap', the time, is missing in row 71 of")
    try check(
      sandbox, ["d.csv", "-t", "y", "--time", "word"], 65, "column 'word', the time, holds 'a', which does")
    try check(
      sandbox, ["d.csv", "--time", "day", "--group", "date"], 64, "--group and --time cannot be combined")
    try check(
      sandbox, ["d.csv", "--time", "day", "--validation-fraction", "0"], 64,
      "--time needs a split of the data")
  }

  @Test("rows too few to hold any out are told")
  func noValidation() throws {
    let sandbox = try Sandbox()
    try sandbox.file("d.csv", "x,y\n1.5,a\n2.5,b\n")
    try check(sandbox, ["d.csv"], 0, "no validation rows: there are too few rows")
  }

  @Test("the decimal mark is told to those who want to know more")
  func dialect() throws {
    let sandbox = try Sandbox()
    let rows = (0..<40).map { "\($0),5;1.2;\($0 % 2)" }.joined(separator: "\n")
    try sandbox.file("d.csv", "x;version;y\n" + rows + "\n")
    try check(sandbox, ["d.csv", "--verbose"], 0, "delimiter ';', decimal comma, a header")
  }

  /// 20 values in 100 rows are few, in the 80 rows to learn from they would not be.
  @Test("the task is decided on all rows")
  func task() throws {
    let sandbox = try Sandbox()
    let rows = (0..<100).map { "\(Double($0) / 7),\($0 % 20)" }.joined(separator: "\n")
    try sandbox.file("d.csv", "x,y\n" + rows + "\n")
    try check(sandbox, ["d.csv"], 0, "classification of 'y' (20 whole numbers")
    try check(sandbox, ["d.csv", "--numeric", "y"], 0, "regression of 'y'")
  }

  @Test("the greatest numbers there are can be learned")
  func greatest() throws {
    let sandbox = try Sandbox()
    let rows = (0..<100).map { "\(Double($0) / 7),\($0 % 3 == 0 ? "-" : "")3e38" }.joined(separator: "\n")
    try sandbox.file("d.csv", "x,y\n" + rows + "\n")
    try check(sandbox, ["d.csv", "--task", "regression", "--scaling", "standard"], 0, "validation: rmse")
    let words = ["m", "d.csv", "-o", "/dev/null", "--metrics", "-"]
    #expect(try sandbox.run("mlp-predict", words).status == 0)
  }
}
