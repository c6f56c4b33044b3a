import Foundation
import MLPInference
import Testing

/// The same data, options and seed give the same bytes for any number of threads and any settings of the system.
struct SameAnswersTests {
  static let orders = Sandbox.data.appending(path: "orders.csv").path
  static let digits = Sandbox.data.appending(path: "digits.csv").path

  @Test("a model is the same for any number of threads, language, time zone and folder")
  func models() throws {
    let sandbox = try Sandbox()
    let command = "mlp-train '\(Self.orders)' -t price --ignore returned --epochs 6 --ensemble 2 -q"
    let result = try sandbox.shell(
      """
      set -e
      mkdir folder
      \(command) -o m.1 --threads 1
      LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo \(command) -o m.2 --threads 2
      LC_ALL=C TZ=America/St_Johns \(command) -o m.3 --threads 3
      cd folder; LC_ALL=tr_TR.UTF-8 LANG=ar TZ=Pacific/Kiritimati \(command) -o ../m.4 --threads 8
      """)
    #expect(result.status == 0, "\(result.errors)")
    let first = try sandbox.bytes("m.1")
    for k in 2...4 { #expect(try sandbox.bytes("m.\(k)") == first) }
  }

  @Test("predictions are the same for any number of threads, language, time zone and kind of input")
  func predictions() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.shell(
      """
      set -e
      mlp-train '\(Self.orders)' -t price --ignore returned --epochs 6 --ensemble 2 -q -o m
      mlp-predict m '\(Self.orders)' --threads 1 > p.1
      LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo mlp-predict m '\(Self.orders)' --threads 2 > p.2
      LC_ALL=C TZ=America/St_Johns mlp-predict m - --threads 3 < '\(Self.orders)' > p.3
      gzip -c '\(Self.orders)' | mlp-predict m - --threads 8 > p.4
      """)
    #expect(result.status == 0, "\(result.errors)")
    let first = try sandbox.bytes("p.1")
    for k in 2...4 { #expect(try sandbox.bytes("p.\(k)") == first) }
  }

  @Test("the prediction of a row is the same alone and among ten thousand rows")
  func amongMany() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.digits, "--epochs", "2", "-q", "-o", "m"]).status == 0)
    let lines = try String(contentsOfFile: Self.digits, encoding: .utf8).split(separator: "\n")
    let many = (0..<10_000).map { lines[1 + $0 % (lines.count - 1)] }
    func predict(_ rows: [Substring], threads: Int) throws -> [Substring] {
      let text = ([lines[0]] + rows).joined(separator: "\n") + "\n"
      let result = try sandbox.run(
        "mlp-predict", ["m", "-", "--probabilities", "--threads", "\(threads)"], input: Data(text.utf8))
      #expect(result.status == 0)
      return Array(result.output.split(separator: "\n").dropFirst())
    }
    let all = try predict(many, threads: 2)
    #expect(all.count == 10_000)
    for row in [0, 255, 256, 4_711, 9_999] { #expect(try predict([many[row]], threads: 1) == [all[row]]) }
  }

  @Test(
    "mlp-train and mlp-predict compute identical metrics of the validation rows",
    arguments: [
      ["diabetes.csv", "progression"], ["digits.csv", "digit"], ["breast_cancer.csv", "diagnosis"],
    ])
  func reported(_ table: [String]) throws {
    let sandbox = try Sandbox()
    let lines = try String(contentsOf: Sandbox.data.appending(path: table[0]), encoding: .utf8)
      .split(separator: "\n")
    let isJudged = { (k: Int) in k % 4 == 0 }
    for (name, wanted) in [("t.csv", false), ("v.csv", true)] {
      let rows = lines.indices.dropFirst().filter { isJudged($0) == wanted }.map { lines[$0] }
      try sandbox.file(name, ([lines[0]] + rows).joined(separator: "\n") + "\n")
    }
    let words = ["t.csv", "--validation", "v.csv", "-t", table[1], "--epochs", "4", "-q", "-o", "m"]
    #expect(try sandbox.run("mlp-train", words).status == 0)
    let measured = try sandbox.run("mlp-predict", ["m", "v.csv", "-o", "p", "--metrics", "-"])
    #expect(measured.status == 0, "\(measured.errors)")
    let metrics = try JSONDecoder().decode([String: Double?].self, from: Data(measured.output.utf8))
    let reported = try TrainedModel(Array(sandbox.bytes("m")), file: "m").provenance.metrics
    #expect(reported.count >= 3)
    for (name, value) in reported { #expect(metrics[name] == value, "\(name)") }
  }
}
