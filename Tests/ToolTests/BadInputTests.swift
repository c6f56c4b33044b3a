import Foundation
import Testing

/// What the programs say of input that is wrong: status, and words of the message.
struct BadInputTests {
  private func check(
    _ sandbox: borrowing Sandbox, _ program: String, _ words: [String], _ status: Int32, _ says: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try sandbox.names()
    let result = try sandbox.run(program, words)
    #expect(result.status == status, "\(words): \(result.errors)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    for word in says {
      #expect(result.errors.contains(word), "\(words): \(result.errors)", sourceLocation: sourceLocation)
    }
    #expect(try sandbox.names() == before, "nothing is left behind", sourceLocation: sourceLocation)
  }

  @Test("files that cannot be a table")
  func files() throws {
    let sandbox = try Sandbox()
    try check(sandbox, "mlp-train", ["none.csv"], 66, ["none.csv", "No such file"])
    try check(sandbox, "mlp-train", ["/tmp"], 66, ["/tmp", "is a directory"])
    try sandbox.file("empty.csv", "")
    try check(sandbox, "mlp-train", ["empty.csv"], 65, ["empty.csv is empty"])
    try sandbox.file("header.csv", "a,b\n")
    try check(sandbox, "mlp-train", ["header.csv"], 65, ["header.csv", "no rows"])
    try sandbox.file("ragged.csv", "a,b\n1,2\n3\n5,6\n")
    try check(sandbox, "mlp-train", ["ragged.csv"], 65, ["ragged.csv:3", "1 field", "2"])
    try sandbox.file("quote.csv", "a,b\n1,2\n\"3,4\n5,6\n")
    try check(sandbox, "mlp-train", ["quote.csv"], 65, ["quote.csv:3", "never closed"])
  }

  @Test("files that are larger than the limits, and the option that raises each")
  func limits() throws {
    let sandbox = try Sandbox()
    try sandbox.file("wide.csv", "a,b,c\n1,2,3\n4,5,6\n")
    let says = ["wide.csv:1: found 3 columns, and the maximum is 2", "--max-columns"]
    try check(sandbox, "mlp-train", ["wide.csv", "--max-columns", "2"], 65, says)
    try sandbox.file("rows.csv", "a,b,y\n" + (0..<30).map { "\($0 * 7 % 11).5,x,\($0 % 2)\n" }.joined())
    let trained = try sandbox.run(
      "mlp-train",
      [
        "rows.csv", "--max-columns", "3", "--max-field", "1MB", "--max-categories", "2", "--epochs", "1",
        "-q",
      ])
    #expect(trained.status == 0, "\(trained.errors)")
    try check(sandbox, "mlp-predict", ["rows.safetensors", "wide.csv", "--max-columns", "2"], 65, says)
    let field = String(repeating: "x", count: 1_100_000)
    try sandbox.file("long.csv", "a,b,y\n1,x,0\n2,\(field),1\n")
    let tooLong = ["long.csv:3: column 2: a field longer than 1 MB", "--max-field"]
    try check(sandbox, "mlp-train", ["long.csv", "--max-field", "1MB"], 65, tooLong)
    try check(
      sandbox, "mlp-predict", ["rows.safetensors", "long.csv", "--max-field", "1MB", "-o", "p"], 65, tooLong)
    try check(
      sandbox, "mlp-train", ["rows.csv", "--max-field", "1TB"], 64,
      ["--max-field: expected a size from 1MB to 256MB, found '1TB'"])
    try sandbox.file("classes.csv", "a,y\n" + (0..<30).map { "\($0 % 7),c\($0 % 3)\n" }.joined())
    try check(
      sandbox, "mlp-train", ["classes.csv", "--max-categories", "2"], 65,
      ["3 distinct values, more than the maximum of 2 classes", "--max-categories 3"])
  }

  @Test("targets that cannot be learned")
  func targets() throws {
    let sandbox = try Sandbox()
    let rows = (0..<50).map { "\(Double($0) * 1.5),5,,\($0 % 2)" }.joined(separator: "\n")
    try sandbox.file("d.csv", "x,same,void,y\n" + rows + "\n")
    try check(sandbox, "mlp-train", ["d.csv", "-t", "z"], 64, ["no column 'z'"])
    try check(sandbox, "mlp-train", ["d.csv", "-t", "sama"], 64, ["did you mean 'same'?"])
    try check(sandbox, "mlp-train", ["d.csv", "-t", "same"], 65, ["'same'", "every training row"])
    try check(sandbox, "mlp-train", ["d.csv", "-t", "void"], 65, ["'void'", "is empty in every row"])
    try check(sandbox, "mlp-train", ["d.csv", "--ignore", "x"], 65, ["no feature column is left"])
    try check(
      sandbox, "mlp-train", ["d.csv", "-t", "x", "--loss", "hinge"], 64, ["--loss hinge is for classes"])
  }

  @Test("a text that comes late in a column of numbers is named with its line and its remedies")
  func lateText() throws {
    let sandbox = try Sandbox()
    var rows = (0..<30_000).map { "\(Double($0) / 7),\($0 % 3)" }
    rows[29_000] = "oops,1"
    try sandbox.file("d.csv", "x,y\n" + rows.joined(separator: "\n") + "\n")
    try check(
      sandbox, "mlp-train", ["d.csv"], 65,
      ["d.csv:29002", "column 'x'", "'oops'", "--missing", "--categorical"])
    #expect(
      try sandbox.run("mlp-train", ["d.csv", "--missing", "oops", "--epochs", "1", "--hidden", "8"]).status
        == 0)
  }

  @Test("options that cannot be")
  func options() throws {
    let sandbox = try Sandbox()
    try sandbox.file("d.csv", "x,y\n1,2\n")
    try check(
      sandbox, "mlp-train", ["d.csv", "--epoch", "3"], 64, ["unknown option --epoch; did you mean --epochs?"])
    try check(
      sandbox, "mlp-train", ["d.csv", "--dropout", "1"], 64,
      ["--dropout: expected a number of at least 0 and below 1, found '1'"])
    try check(sandbox, "mlp-train", ["d.csv", "--optimizer", "adamm"], 64, ["did you mean adam?"])
    try check(sandbox, "mlp-train", [], 64, ["no input file: name a CSV file"])
    try check(sandbox, "mlp-train", ["d.csv", "-o", "d.csv"], 64, ["would overwrite"])
    try check(sandbox, "mlp-predict", ["m", "d", "e"], 64, ["expected a model and a data file"])
  }

  @Test("outputs that cannot be written")
  func outputs() throws {
    let sandbox = try Sandbox()
    let iris = Sandbox.data.appending(path: "iris.csv").path
    try check(sandbox, "mlp-train", [iris, "-o", "/nowhere/m"], 73, ["/nowhere/m", "No such file"])
    try check(sandbox, "mlp-train", [iris, "-o", "/tmp"], 73, ["/tmp", "is a directory"])
    try check(
      sandbox, "mlp-train", [iris, "--epochs", "1", "-o", "/dev/full"], 74, ["/dev/full", "No space left"])
  }

  @Test("a model cut off anywhere is refused, and so is data without one of its columns")
  func models() throws {
    let sandbox = try Sandbox()
    let iris = Sandbox.data.appending(path: "iris.csv").path
    #expect(
      try sandbox.run("mlp-train", [iris, "--epochs", "1", "--hidden", "3", "-q", "-o", "m"]).status == 0)
    let bytes = try sandbox.bytes("m")
    for count in stride(from: 0, to: bytes.count, by: 97) {
      try bytes.prefix(count).write(to: sandbox.folder.appending(path: "cut"))
      try check(sandbox, "mlp-predict", ["cut", iris], 65, ["'cut'"])
    }
    try sandbox.file("other.csv", "sepal_length,sepal_width,petal_length\n1,2,3\n")
    try check(sandbox, "mlp-predict", ["m", "other.csv"], 65, ["no column 'petal_width'"])
    try check(sandbox, "mlp-predict", ["none", iris], 66, ["'none'"])
  }

  @Test("numbers that cannot be read are warned of, and with --strict refused")
  func strict() throws {
    let sandbox = try Sandbox()
    let iris = Sandbox.data.appending(path: "iris.csv").path
    #expect(try sandbox.run("mlp-train", [iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    try sandbox.file("d.csv", "sepal_length,sepal_width,petal_length,petal_width\n1,2,3,4\n1,x,3,4\n")
    let result = try sandbox.run("mlp-predict", ["m", "d.csv"])
    #expect(result.status == 0 && result.output.split(separator: "\n").count == 3)
    #expect(
      result.errors.contains(
        ":3: 'x' in column 'sepal_width' is not a number and is read as missing (1 in all)"))
    let refused = try sandbox.run("mlp-predict", ["m", "d.csv", "--strict"])
    #expect(refused.status == 65 && refused.errors.contains("d.csv:3: "))
  }

  @Test("a training that diverges says what to try")
  func divergence() throws {
    let sandbox = try Sandbox()
    let diabetes = Sandbox.data.appending(path: "diabetes.csv").path
    try check(
      sandbox, "mlp-train", [diabetes, "--optimizer", "sgd", "--learning-rate", "1e9", "-o", "m"], 65,
      ["training diverged", "--learning-rate"])
  }
}
