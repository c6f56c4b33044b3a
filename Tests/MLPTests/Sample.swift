import Diagnostics
import Options

/// The tables of data/ that tests train on.
enum Sample {
  static let data = #filePath.replacing(#/Tests/.*/#, with: "data")
  static let iris = data + "/iris.csv"
  static let orders = data + "/orders.csv"
  static let diabetes = data + "/diabetes.csv"
  static let wine = data + "/wine.csv"
}

extension GivenOptions: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral options: (String, String)...) {
    self.init(Dictionary(uniqueKeysWithValues: options.map { (OptionName($0.0), [$0.1]) }))
  }
}
