import Foundation
import Testing

struct IngredientsTests {
  static let rows = (0..<300).map { "\($0 % 37),\(Double($0 % 37) * 1.5 + Double($0 % 7))\n" }.joined()

  @Test("what is asked for stands in the model")
  func recorded() throws {
    let shop = try Workshop()
    try shop.file("t.csv", "x,y\n" + Self.rows)
    let words = [
      "t.csv", "--preset", "fast", "--epochs", "3", "--verbose", "--schedule", "coslog4",
      "--dropout-schedule",
      "flat-cosine", "--weight-decay-schedule", "flat-cosine", "--ema", "0.9",
    ]
    let trained = try shop.run("mlp-train", words)
    #expect(trained.status == 0, "\(trained.errors)")
    for option in [
      "schedule coslog4", "dropout-schedule flat-cosine", "weight-decay-schedule flat-cosine", "ema 0.9",
    ] {
      #expect(trained.errors.contains(", " + option), "\(option)")
    }
  }

  @Test(
    "what would do nothing is refused",
    arguments: [
      ["--dropout-schedule", "plateau"], ["--weight-decay-schedule", "plateau"],
      ["--ema", "1"], ["--ema", "0"], ["--optimizer", "lbfgs", "--ema", "0.9"],
      ["--optimizer", "lbfgs", "--dropout-schedule", "cosine"],
      ["--optimizer", "lbfgs", "--weight-decay-schedule", "cosine"],
    ])
  func refused(_ words: [String]) throws {
    let shop = try Workshop()
    try shop.file("t.csv", "x,y\n" + Self.rows)
    #expect(try shop.run("mlp-train", ["t.csv"] + words).status == 64)
  }
}
