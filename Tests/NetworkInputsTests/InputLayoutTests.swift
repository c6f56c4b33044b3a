import LinearAlgebra
import NetworkInputs
import Testing

struct InputLayoutTests {
  static let inputs = InputLayout([
    .piecewiseLinear(3), .dense(2), .embedding(categories: 9, size: 4), .oneHot(3), .dense(1),
  ])
  /// Three dense rows, the bins, the category, the embedding; two samples.
  static let X = Matrix(rows: 6, columns: 2, [0.1, 0.2, 0.3, 1.5, 2, 7, 0.4, 0.5, 0.6, 3, 0, 9])

  @Test("X has dense rows, then a row for each lookup, then one for each embedding")
  func places() {
    let inputs = Self.inputs
    #expect(inputs.count == 13 && inputs.rows == 6 && inputs.dense == 3 && inputs.lookupColumns == 6)
    #expect(inputs.embedded == 4 && inputs.multiplied == [3, 4, 12, 5, 6, 7, 8])
    #expect(inputs.row(ofLookup: 1) == 4 && inputs.row(ofEmbedding: 0) == 5)
  }

  @Test("expanded, all inputs but those of embeddings have a row, with or without bins")
  func expanded() {
    #expect(
      Self.inputs.expanded(Self.X).elements == [
        1, 0.5, 0, 0.1, 0.2, 0, 1, 0, 0.3,
        1, 1, 1, 0.4, 0.5, 0, 0, 0, 0.6,
      ])
    #expect(
      Self.inputs.expanded(Self.X, piecewiseLinear: false).elements == [
        0.1, 0.2, 0, 1, 0, 0.3,
        0.4, 0.5, 0, 0, 0, 0.6,
      ])
  }
}
