import FoundationEssentials
import LinearAlgebra
import Network
import Testing

struct MetricTests {
  struct Fixture: Decodable {
    struct Part: Decodable {
      var P: [Float]
      var Y: [Float]
      var metrics: [String: Double]
    }

    var weights: [Float]
    var binary: Part
    var classes: Part
    var numbers: Part
  }

  @Test("metrics of weighted samples are those of scikit-learn, ties and all")
  func likeScikitLearn() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let fixture = try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: folder.appending(path: "metrics.json")))
    let weights = Matrix(rows: 1, columns: fixture.weights.count, fixture.weights)
    var compared: Set<Metric> = []
    for (part, loss, rows) in [
      (fixture.binary, Loss(.binaryCrossEntropy), 1), (fixture.classes, Loss(.crossEntropy), 3),
      (fixture.numbers, Loss(.squaredError), 1),
    ] {
      let P = Matrix(rows: rows, columns: weights.columns, part.P)
      let Y = Matrix(rows: 1, columns: weights.columns, part.Y)
      for metric in Metric.allCases {
        let value = metric.value(P, Y, weights: weights, loss: loss)
        guard let expected = part.metrics[metric.rawValue] else {
          #expect(value == nil, "\(metric) of \(loss.name)")
          continue
        }
        compared.insert(metric)
        #expect(abs(try #require(value) - expected) < 1e-6, "\(metric) of \(loss.name)")
      }
    }
    #expect(compared == Set(Metric.allCases))
  }
}
