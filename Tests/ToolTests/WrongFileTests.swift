import Foundation
import Testing

/// A model in place of data and vice versa, endless files, networks that are too large.
struct WrongFileTests {
  static let iris = Sandbox.data.appending(path: "iris.csv").path

  @Test("swapped model and data files are reported as such")
  func swapped() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    let swapped = try sandbox.run("mlp-predict", [Self.iris, "m"])
    #expect(swapped.status == 65)
    #expect(
      swapped.errors.contains(
        "'\(Self.iris)' is not an mlp model file: it is text; name the model first: mlp-predict MODEL DATA.csv"
      ))
    for words in [["m", Self.iris], [Self.iris, "m"], [Self.iris, "--validation", "m"]] {
      let result = try sandbox.run("mlp-train", words)
      #expect(result.status == 65 && result.errors.contains("'m' is a model file, not data"))
    }
    let twice = try sandbox.run("mlp-predict", ["m", "m"])
    #expect(twice.status == 65 && twice.errors.contains("'m' is a model file, not data"))
  }

  @Test("a file that is not a model is refused after its first bytes")
  func endless() throws {
    let sandbox = try Sandbox()
    for (file, says) in [("/dev/zero", "header of 0 bytes"), ("/dev/urandom", "not an mlp model file")] {
      let result = try sandbox.shell("ulimit -v 3000000; timeout 60 mlp-predict \(file) '\(Self.iris)'")
      #expect(result.status == 65 && result.errors.contains(says), "\(result.errors)")
    }
    // A header of 16 MiB in a file of 10 bytes.
    try Data([0, 0, 0, 1, 0, 0, 0, 0, 0x7B, 0x22]).write(to: sandbox.folder.appending(path: "short"))
    let result = try sandbox.run("mlp-predict", ["short", Self.iris])
    #expect(result.status == 65 && result.errors.contains("does not fit into the file of 10"))
  }

  @Test("a network that does not fit into memory is refused before it is allocated")
  func tooLarge() throws {
    let sandbox = try Sandbox()
    let script = "ulimit -v 4000000; mlp-train '\(Self.iris)' -o m --bins 1 --hidden "
    let result = try sandbox.shell(script + "65536,65536")
    #expect(result.status == 64, "\(result.errors)")
    for word in ["4-65536-65536-3", "needs 96.1 GiB", "3.8 GiB", "--hidden"] {
      #expect(result.errors.contains(word), "\(result.errors)")
    }
    #expect(try sandbox.names() == [])
  }
}
