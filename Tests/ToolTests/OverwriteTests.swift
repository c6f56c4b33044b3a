import Foundation
import Testing

/// No program writes over what it reads, nor two things to one file.
struct OverwriteTests {
  static let iris = Sandbox.data.appending(path: "iris.csv")

  private func refused(_ sandbox: borrowing Sandbox, _ script: String, _ says: String) throws {
    let (names, bytes) = try (sandbox.names(), sandbox.bytes("d.csv"))
    let result = try sandbox.shell(script)
    #expect(result.status == 64 && result.output.isEmpty, "\(script): \(result.errors)")
    #expect(result.errors.contains(says), "\(script): \(result.errors)")
    #expect(try sandbox.names() == names && sandbox.bytes("d.csv") == bytes, "\(script)")
  }

  private func prepare() throws -> Sandbox {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris.path, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    let script =
      "cp '\(Self.iris.path)' d.csv && cp d.csv v.csv && ln d.csv hard && ln -s d.csv soft && mkdir sub"
    #expect(try sandbox.shell(script).status == 0)
    return sandbox
  }

  @Test("an input is not overwritten, however it is spelled")
  func inputs() throws {
    let sandbox = try prepare()
    for output in ["d.csv", "./d.csv", "$PWD/d.csv", "sub/../d.csv", "hard", "soft"] {
      try refused(sandbox, "mlp-train d.csv -o \(output)", "would overwrite the input 'd.csv'")
      try refused(sandbox, "mlp-train v.csv --validation d.csv -o \(output)", "would overwrite")
      try refused(sandbox, "mlp-predict m d.csv -o \(output)", "would overwrite the input 'd.csv'")
      try refused(sandbox, "mlp-predict m d.csv --metrics \(output)", "would overwrite the input 'd.csv'")
      try refused(sandbox, "mlp-predict m - -o \(output) < d.csv", "would overwrite standard input")
    }
    try refused(sandbox, "mlp-predict m d.csv -o ./m", "would overwrite the input 'm'")
    try refused(sandbox, "mlp-predict m d.csv --metrics ./m", "would overwrite the input 'm'")
    try refused(sandbox, "mlp-predict m d.csv >> d.csv", "standard output would overwrite")
  }

  @Test("predictions and metrics do not go to one file")
  func outputs() throws {
    let sandbox = try prepare()
    for metrics in ["x", "./x", "sub/../x"] {
      try refused(sandbox, "mlp-predict m d.csv -o x --metrics \(metrics)", "are the same file")
    }
    try refused(sandbox, "mlp-predict m d.csv -o - --metrics -", "are the same file")
    try refused(
      sandbox, "touch x; ln -sf x y; mlp-predict m d.csv -o x --metrics y; s=$?; rm x y; exit $s", "same")
    try refused(sandbox, "ln -s x y; mlp-predict m d.csv -o x --metrics y; s=$?; rm y; exit $s", "same")
  }

  @Test("an output without a name is refused before any work, and a long name is none too many")
  func names() throws {
    let sandbox = try prepare()
    for script in ["mlp-train d.csv -o ''", "mlp-predict m d.csv -o ''", "mlp-predict m d.csv --metrics ''"] {
      try refused(sandbox, script, "expected the name of a file, found ''")
    }
    let name = String(repeating: "x", count: 250)
    #expect(try sandbox.run("mlp-train", ["d.csv", "--epochs", "1", "-q", "-o", name]).status == 0)
    let tooLong = try sandbox.run("mlp-train", ["d.csv", "-o", name + name])
    #expect(tooLong.status == 73 && tooLong.errors.contains("too long") && !tooLong.errors.contains("rows"))
  }

  @Test("of programs that write one output at once the last one wins, whole")
  func together() throws {
    let sandbox = try Sandbox()
    let iris = Sandbox.data.appending(path: "iris.csv").path
    let result = try sandbox.shell(
      """
      for seed in 1 2 3; do
        mlp-train '\(iris)' --epochs 1 --ensemble 1 -q --seed $seed -o m.$seed
        mlp-predict m.$seed '\(iris)' --probabilities -o p.$seed
      done
      for round in 1 2 3 4; do
        for seed in 1 2 3; do mlp-predict m.$seed '\(iris)' --probabilities -o out & done
        wait
        for seed in 1 2 3; do cmp -s out p.$seed && echo whole; done
      done
      """)
    #expect(result.output == String(repeating: "whole\n", count: 4), "\(result.errors)")
    #expect(try sandbox.names() == ["m.1", "m.2", "m.3", "out", "p.1", "p.2", "p.3"])
  }

  @Test("standard input is read once")
  func standardInput() throws {
    let sandbox = try prepare()
    for script in ["mlp-train - -", "mlp-train - --validation -", "mlp-predict - -", "mlp-predict -"] {
      try refused(sandbox, script + " < d.csv", "standard input can be read only once")
    }
  }
}
