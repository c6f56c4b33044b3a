import Foundation
import MLPInference
import NeuralNetwork
import Testing

/// Tensors of model files and the parameters of networks, by the files of earlier commits in Golden.
struct ModelTensorsTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".safetensors") }.sorted()

  @Test("names, shapes, order and values are those of the file that was read", arguments: names)
  func sameTensors(_ name: String) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
    let model = try TrainedModel(bytes, file: name)
    let (read, written) = (
      try SafeTensors(bytes, file: name), try SafeTensors(model.encoded(), file: name)
    )
    #expect(written.tensors == read.tensors)
  }

  @Test("the layout of a network has the names of its file", arguments: names)
  func sameNames(_ name: String) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
    let layout = try TrainedModel(bytes, file: name).network.parameters.layout
    let names = try SafeTensors(bytes, file: name).tensors.map(\.name).filter { !$0.hasPrefix("members.") }
    #expect(Set(layout.tensors.map(\.name)) == Set(names))
  }

  @Test("there are golden files of every kind of tensor")
  func everyKind() throws {
    let tensors = try Self.names.flatMap { name in
      try SafeTensors(Array(Data(contentsOf: Self.folder.appending(path: name))), file: name).tensors
    }
    let ends = [".weight", ".bias", ".slopes", ".periods", "heads.factors", "embeddings.1.weight"]
    for end in ends { #expect(tensors.contains { $0.name.hasSuffix(end) }, "\(end)") }
  }
}
