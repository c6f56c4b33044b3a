import FoundationEssentials
import Glibc
import LinearAlgebra
import NeuralNetwork
import Testing

struct TemperatureScalingTests {
  struct Fixture: Decodable {
    struct Part: Decodable {
      var P: [Float]
      var Y: [Float]
      var T: Double
      var calibrated: [Float]
    }

    var weights: [Float]
    var surer: Part
    var lessSure: Part
    var allRight: Part
  }

  @Test("the temperature minimizes the log loss, and the calibrated probabilities are those of SciPy")
  func likeSciPy() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let fixture = try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: folder.appending(path: "temperature.json")))
    let weights = Matrix(rows: 1, columns: fixture.weights.count, fixture.weights)
    for part in [fixture.surer, fixture.lessSure, fixture.allRight] {
      let N = weights.columns
      let P = Matrix(rows: part.P.count / N, columns: N, part.P)
      let Y = Matrix(rows: 1, columns: N, part.Y)
      let temperature = TemperatureScaling(fitting: P, Y, weights: weights)
      #expect(abs(temperature.value - part.T) < 1e-5 * part.T)
      temperature.calibrate(P)
      for (found, expected) in zip(P.elements, part.calibrated) { #expect(abs(found - expected) < 1e-5) }
    }
  }

  /// As often wrong as right, so that the only calibrated probability is a half.
  @Test("probabilities without information get the highest temperature")
  func nothing() {
    let P = Matrix(rows: 1, columns: 4, [0.999, 0.999, 0.001, 0.001])
    let Y = Matrix(rows: 1, columns: 4, [0, 1, 0, 1])
    let temperature = TemperatureScaling(fitting: P, Y, weights: Matrix(rows: 1, columns: 4, repeating: 1))
    #expect(abs(temperature.value - 20) < 1e-6)
  }

  /// The loss by hand, each label counting as correct with probability (N + 1) / (N + 2).
  @Test(
    "of few samples too no other temperature has less loss", arguments: [0.55, 0.7, 0.95, 0.999] as [Float])
  func few(_ p: Float) {
    let P = Matrix(rows: 1, columns: 4, [p, p, 1 - p, p])
    let Y = Matrix(rows: 1, columns: 4, [1, 0, 0, 1])
    let found = TemperatureScaling(fitting: P, Y, weights: Matrix(rows: 1, columns: 4, repeating: 1)).value
    func loss(_ T: Double) -> Double {
      (0..<4).reduce(0) { total, n in
        let z = log(Double(P[0, n])) - log(1 - Double(P[0, n]))
        let q = 1 / (1 + exp(-z / T))
        let target = Y[0, n] == 1 ? 5.0 / 6 : 1.0 / 6
        return total - target * log(q) - (1 - target) * log(1 - q)
      }
    }
    for factor in [0.999, 1.001] where (0.05...20).contains(found * factor) {
      #expect(loss(found) < loss(found * factor), "\(p)")
    }
  }

  /// The minimum by SciPy, or the bound.
  @Test("the temperature is found if Newton steps overshoot")
  func far() {
    for (p, N, ones, T) in [(0.52, 8, 5, 0.197_41), (0.51, 100, 100, 0.05)] as [(Float, Int, Int, Double)] {
      let P = Matrix(rows: 1, columns: N, repeating: p)
      let Y = Matrix(rows: 1, columns: N, (0..<N).map { $0 < ones ? 1 : 0 })
      let found = TemperatureScaling(fitting: P, Y, weights: Matrix(rows: 1, columns: N, repeating: 1)).value
      #expect(abs(found - T) < 1e-4)
    }
  }

  @Test("probabilities of 0 and 1 stay finite, and the most probable class stays the same")
  func certain() throws {
    let binary = Matrix(rows: 1, columns: 4, [0, 1, 0.4, 0.6])
    let classes = Matrix(rows: 3, columns: 2, [1, 0, 0, 0.2, 0.5, 0.3])
    for value in [0.05, 1, 20] {
      let temperature = try #require(TemperatureScaling(value))
      for P in [binary.copy(), classes.copy()] {
        let loss = Loss(P.rows == 1 ? .binaryCrossEntropy : .crossEntropy)
        let before = (0..<P.columns).map { loss.predictedClass(P, sample: $0) }
        temperature.calibrate(P)
        #expect(P.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
        #expect((0..<P.columns).map { loss.predictedClass(P, sample: $0) } == before)
      }
    }
    // The twentieth root of the odds of 1 − 2⁻²⁴.
    let sure = Matrix(rows: 1, columns: 2, [1, 0])
    TemperatureScaling(20)?.calibrate(sure)
    #expect(abs(sure[0, 0] - 0.696_74) < 1e-4 && abs(sure[0, 1] - 0.303_26) < 1e-4)
    #expect(TemperatureScaling(0) == nil && TemperatureScaling(.nan) == nil && TemperatureScaling(21) == nil)
  }
}
