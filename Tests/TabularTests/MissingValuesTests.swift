import Testing

@testable import Tabular

struct MissingValuesTests {
  @Test("words that read as numbers, with a point or a comma, are looked for among numbers")
  func numbers() {
    for (words, includeNumbers) in [
      (["-999"], true), (["1.5"], true), (["1,5"], true), (["NA", "0"], true), (["NA", "none"], false),
      ([""], false),
    ] {
      #expect(MissingValues(words).includeNumbers == includeNumbers, "\(words)")
    }
  }

  @Test("NA, NaN, null and N/A are any case, other words as they are, and nothing is always missing")
  func cases() {
    let standard = MissingValues.standard
    for word in ["", "NA", "na", "nAn", "NULL", "n/a", "#N/A", "?"] {
      #expect(standard.contains(CellText(word)))
    }
    for word in ["#n/a", "nil", "N\u{f}A", "NAs", "N", "0", " "] {
      #expect(!standard.contains(CellText(word)))
    }
    #expect(
      MissingValues(["none"]).contains(CellText("none"))
        && !MissingValues(["none"]).contains(CellText("None")))
    #expect(!MissingValues(["none"]).contains(CellText("NA")))
  }

  @Test("who is told of one more word keeps those that mark a missing value already")
  func advice() {
    #expect(
      MissingValues(["-", "a,b", ""]).advice(for: "c\\d").description
        == "use `missing` '-,a\\,b,c\\\\d' if it marks a missing value")
    #expect(MissingValues([]).advice(for: "?").description == "use `missing` '?' if it marks a missing value")
  }
}
