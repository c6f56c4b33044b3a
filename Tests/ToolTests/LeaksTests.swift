import Foundation
import Testing

/// Warnings of what makes a validation kinder than life.
struct LeaksTests {
  @Test("a column that gives the target away is named, and not when it is ignored")
  func leakage() throws {
    let sandbox = try Sandbox()
    let rows = (0..<200).map {
      "\($0 * 31 % 97),\($0 % 2 == 0 ? "paid" : "open"),\($0 % 2 == 0 ? "yes" : "no")\n"
    }
    try sandbox.file("t.csv", "x,state,bought\n" + rows.joined())
    let words = ["t.csv", "--preset", "fast", "--epochs", "1"]
    let told = try sandbox.run("mlp-train", words)
    #expect(
      told.errors.contains(
        "column 'state' alone predicts 'bought' with accuracy 1.000; if it is known only after the fact, "
          + "use --ignore 'state'"), "\(told.errors)")
    #expect(try !sandbox.run("mlp-train", words + ["--ignore", "state"]).errors.contains("alone"))
  }

  @Test("rows that are learned from and judged by are counted, in a part of the data and in another file")
  func repeated() throws {
    let sandbox = try Sandbox()
    let rows = (0..<300).map {
      "\(Double($0) * 1.25),\($0 * 7919 % 1009),\($0 % 7),\($0 % 9),\($0 % 11),\($0 * 37 % 211)\n"
    }
    let header = "a,b,c,d,e,y\n"
    try sandbox.file("t.csv", header + rows.joined())
    try sandbox.file("twice.csv", header + (rows + rows).joined())
    try sandbox.file("v.csv", header + rows[..<10].joined() + rows[..<90].map { "1" + $0 }.joined())
    let words = ["--preset", "fast", "--epochs", "1", "--task", "regression"]
    let says = "of the validation set also occur in the training set"
    #expect(try !sandbox.run("mlp-train", ["t.csv"] + words).errors.contains(says))
    #expect(try sandbox.run("mlp-train", ["twice.csv"] + words).errors.contains(says))
    let judged = try sandbox.run("mlp-train", ["t.csv", "--validation", "v.csv"] + words)
    #expect(judged.errors.contains("10 of the 100 rows \(says)"), "\(judged.errors)")
  }
}
