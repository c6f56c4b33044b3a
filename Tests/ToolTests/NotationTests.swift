import Foundation
import Testing

/// Tables whose numbers are written as spreadsheets write them.
struct NotationTests {
  @Test("a target in dollars is learned, predicted and evaluated as numbers")
  func money() throws {
    let sandbox = try Sandbox()
    let rows = (1...200).map { "\($0 % 50)%,\"$\($0 % 50 + 1),\(500 + $0)\"\n" }
    try sandbox.file("t.csv", "share,price\n" + rows.joined())
    let trained = try sandbox.run(
      "mlp-train", ["t.csv", "-v", "--epochs", "30", "--preset", "fast", "-o", "m"])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.errors.contains("column 'price': '$10,509' is read as 10509.0"), "\(trained.errors)")
    #expect(trained.errors.contains("regression of 'price'"))
    let predicted = try sandbox.run(
      "mlp-predict", ["m", "t.csv", "--metrics", "-", "--require", "r2>=0.5", "--strict"])
    #expect(predicted.status == 0, "\(predicted.errors)")
  }
}
