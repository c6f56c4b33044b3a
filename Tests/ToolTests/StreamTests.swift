import Foundation
import Testing

/// Standard streams that are pipes, closed, or a terminal.
struct StreamTests {
  static let iris = Sandbox.data.appending(path: "iris.csv").path

  private func prepare() throws -> Sandbox {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    return sandbox
  }

  @Test("metrics on standard output are not mixed with predictions")
  func metrics() throws {
    let sandbox = try prepare()
    let result = try sandbox.run("mlp-predict", ["m", Self.iris, "--metrics", "-"])
    #expect(result.status == 0 && result.output.hasPrefix("{") && result.output.hasSuffix("}\n"))
    #expect(result.output.split(separator: "\n").count == 1)
    let both = try sandbox.run("mlp-predict", ["m", Self.iris, "--metrics", "-", "-o", "p"])
    #expect(both.output == result.output)
    #expect(try sandbox.bytes("p").count(where: { $0 == 10 }) == 151)
  }

  @Test("a named pipe receives the complete output")
  func namedPipe() throws {
    let sandbox = try prepare()
    for (words, lines) in [
      ("mlp-predict m '\(Self.iris)' -o p", 151), ("mlp-train '\(Self.iris)' -q -o p", 1),
    ] {
      let script =
        "mkfifo p; timeout 60 cat p > got & timeout 60 \(words) || exit; wait; rm p; wc -l < got; rm got"
      let result = try sandbox.shell(script)
      #expect(result.status == 0, "\(result.errors)")
      #expect((Int(result.output.filter(\.isNumber)) ?? 0) >= lines)
    }
  }

  @Test(
    "a reader that closes the pipe early ends the program silently, but --require and --metrics still work")
  func closedPipe() throws {
    let sandbox = try prepare()
    let rows = "tail -n +2 '\(Self.iris)'"
    let many =
      "(cat '\(Self.iris)'; for i in 1 2 3 4 5 6 7 8 9; do \(rows); done) > a; for i in 1 2 3 4 5; do cat a; \(rows); done"
    #expect(try sandbox.shell("\(many) | grep -v sepal > b; (head -1 a; cat b b b) > big.csv").status == 0)
    func status(_ words: String) throws -> String {
      let result = try sandbox.shell(
        "(mlp-predict m big.csv --keep all \(words); echo $? > status) | head -1 > line")
      #expect(result.errors.isEmpty || words.contains("require"))
      #expect(try sandbox.bytes("line").starts(with: Data("sepal".utf8)) || words.contains("-"))
      return String(decoding: try sandbox.bytes("status"), as: UTF8.self).filter(\.isNumber)
    }
    #expect(try status("") == "0")
    #expect(try status("--require 'accuracy>=1.5'") == "1")
    #expect(try status("--require 'accuracy>=0'") == "0")
    #expect(try status("--metrics j") == "0")
    #expect(try sandbox.bytes("j").starts(with: Data("{".utf8)))
    let script =
      "(sleep 1; mlp-predict m big.csv --metrics - --require 'accuracy>=1.5'; echo $? > status) | true; cat status"
    #expect(try sandbox.shell(script).output == "1\n")
  }

  @Test("messages for a closed standard error do not get into the output")
  func closedStreams() throws {
    let sandbox = try prepare()
    try sandbox.file("d.csv", "sepal_length,sepal_width,petal_length,petal_width\n1,x,3,4\n")
    #expect(try sandbox.shell("mlp-predict m d.csv -o p 2>&-").status == 0)
    #expect(try sandbox.bytes("p").starts(with: Data("prediction\n".utf8)))
    #expect(try sandbox.bytes("p").count(where: { $0 == 10 }) == 2)
    #expect(try sandbox.shell("mlp-predict m d.csv >&-").status == 74)
    #expect(try sandbox.shell("mlp-predict m <&-").status == 74)
    let model = try sandbox.bytes("m")
    #expect(try sandbox.shell("mlp-train '\(Self.iris)' --epochs 1 -o m <&- >&- 2>&-").status == 0)
    #expect(try sandbox.bytes("m") == model)
  }

  @Test("the program says that it reads rows from the terminal")
  func terminal() throws {
    let sandbox = try prepare()
    // A terminal of its own, where the end of input is typed.
    let script = "(sleep 1; printf '\\004') | timeout 60 script -qec 'mlp-predict m' /dev/null"
    let result = try sandbox.shell(script)
    #expect(result.status == 65)
    let lines = result.output.split(whereSeparator: \.isNewline)
    #expect(lines.contains { $0.hasSuffix("reading rows from standard input") }, "\(result.output)")
    #expect(lines.contains { $0.contains("is empty") }, "\(result.output)")
    #expect(try !sandbox.shell(script.replacing(" m'", with: " m -q'")).output.contains("reading rows"))
  }
}
