import Errors
import LinearAlgebra
import ModelFile
import Network
import Tabular
import Testing

/// Models that lie are refused, before anything is done with them.
struct ModelTests {
  /// A model of a number, words, a date and a target at the end.
  static func model(_ target: Target, _ loss: Loss) throws -> Model {
    let text = "n,w,d,y\n1,a,2024-01-01,0\n2,b,2024-02-01,1\n4,c,2024-03-09,3\n"
    let table = try Table(reading: [Source(name: "f", bytes: Array(text.utf8))])
    let features = try Features.fit(table, rows: [0, 1, 2], excluding: [3], scaling: .standard).features
    return Model(
      members: [Network(parameters: Parameters(widths: [features.width, 1]), activation: .relu, loss: loss)],
      features: features, target: target, missing: table.missing,
      provenance: .init(
        program: "test", seed: 1, options: [:], metrics: [:], trainingRows: 3, validationRows: 0, epochs: 1,
        bestEpoch: 1))
  }

  static func classes() throws -> Model {
    try model(.classes(column: "y", position: 3, words: ["0", "1"]), Loss(.binaryCrossEntropy))
  }

  static func numbers() throws -> Model {
    let text = "n,w,d,y\n1,a,2024-01-01,0\n2,b,2024-02-01,1\n4,c,2024-03-09,3\n"
    let table = try Table(reading: [Source(name: "f", bytes: Array(text.utf8))])
    let target = try Target.fit([table.columns[3]], task: .regression, rows: [0, 1, 2], standardizes: false)
    return try model(target, Loss(.huber))
  }

  @Test("what was written is read again, the place of the target included")
  func roundTrip() throws {
    for model in [try Self.classes(), try Self.numbers()] {
      let read = try Model(model.encoded(), file: "m")
      #expect(read.features == model.features && read.target == model.target)
      #expect(read.target.wanted.map(\.position) == [3])
      #expect(try read.encoded() == model.encoded())
    }
  }

  @Test("what baselines reached is read again, and need not be there")
  func baselines() throws {
    var model = try Self.numbers()
    #expect(try Model(model.encoded(), file: "m").provenance.baselines == nil)
    model.provenance.baselines = ["constant rmse": 2, "linear rmse": 1]
    #expect(try Model(model.encoded(), file: "m").provenance == model.provenance)
  }

  @Test("several networks are read again, each with its own weights")
  func members() throws {
    var model = try Self.classes()
    let second = Network(
      parameters: model.network.parameters.copy(), activation: model.network.activation,
      loss: model.network.loss)
    second.parameters.W[1][0, 0] = 7
    model.members.append(second)
    let read = try Model(model.encoded(), file: "m")
    #expect(read.members.map { $0.parameters.W[1][0, 0] } == [0, 7])
    #expect(try read.encoded() == model.encoded())
    try Self.check(model, #""members":2"#, #""members":3"#, "4 tensors for 3 networks of 1 layers")
    try Self.check(model, #""members":2"#, #""members":-1"#, "4 tensors for -1 networks")
  }

  @Test("a file of version 1, which has one network and scaled numbers, opens")
  func versionOne() throws {
    var file = try SafeTensors(Self.classes().encoded(), file: "m")
    let text = try #require(file.metadata["mlp"])
    file.metadata["mlp"] = text.replacing(#""version":2"#, with: #""version":1"#)
    #expect(file.metadata["mlp"] != text)
    #expect(try Model(file.encoded(), file: "m").features == Self.classes().features)
  }

  @Test("bounds of pieces that do not ascend are refused")
  func bounds() throws {
    var model = try Self.classes()
    let text = "n,y\n1,0\n2,1\n4,3\n"
    let table = try Table(reading: [Source(name: "f", bytes: Array(text.utf8))])
    model.features =
      try Features.fit(table, rows: [0, 1, 2], excluding: [1], scaling: .standard, bins: 8).features
    let parameters = Parameters(widths: [3, 1])
    model.members = [Network(parameters: parameters, activation: .relu, loss: model.network.loss)]
    #expect(try Model(model.encoded(), file: "m").features == model.features)
    try Self.check(model, "[1,2,4]", "[1,4,2]", "bounds of pieces that do not ascend")
  }

  @Test(
    "a description that lies is refused, and the message says how",
    arguments: [
      (#""name":"n","position":0"#, #""name":"n","position":-1"#, "its column 'n' stands at position -1"),
      (
        #""name":"n","position":0"#, #""name":"n","position":9223372036854775807"#,
        "its column 'n' stands at position"
      ),
      (#""name":"n""#, #""name":"w""#, "it has the column 'w' twice"),
      (#""name":"n""#, #""name":"""#, "it has a column without a name"),
      (#""column":"y","position":3"#, #""column":"y","position":-3"#, "its target 'y' stands at position -3"),
      (#""column":"y""#, #""column":"""#, "it has a column without a name"),
      (#"["0","1"]"#, #"["0","0"]"#, "its target 'y' has a class twice"),
      (
        #""name":"binary-cross-entropy","parameter":0"#, #""name":"binary-cross-entropy","parameter":1"#,
        "loss"
      ),
      (#"["a","b","c"]"#, #"["a","b","a"]"#, "its column 'w' has a word twice"),
      (#""median":2"#, #""median":1e60"#, "not as version 2 has it"),
      (#""month""#, #""month","month""#, "its column 'd' has a part twice"),
    ])
  func lies(_ found: String, _ replacement: String, _ says: String) throws {
    try Self.check(Self.classes(), found, replacement, says)
  }

  @Test(
    "a target of numbers that lies is refused",
    arguments: [
      (#""deviation":1"#, #""deviation":0"#, "the deviation 0.0"),
      (#""deviation":1"#, #""deviation":-1"#, "the deviation -1.0"),
      (#""position":3"#, #""position":-3"#, "its target 'y' stands at position -3"),
      (#""name":"huber","parameter":1"#, #""name":"huber","parameter":0"#, "loss huber has the parameter 0"),
    ])
  func numbersLie(_ found: String, _ replacement: String, _ says: String) throws {
    try Self.check(Self.numbers(), found, replacement, says)
  }

  static func check(_ model: Model, _ found: String, _ replacement: String, _ says: String) throws {
    var file = try SafeTensors(model.encoded(), file: "m")
    let text = try #require(file.metadata["mlp"])
    #expect(text.contains(found), "\(text)")
    file.metadata["mlp"] = text.replacing(found, with: replacement)
    let failure = #expect(throws: Failure.self) { try Model(file.encoded(), file: "m") }
    #expect(failure?.status == .data)
    #expect(failure?.message.contains(says) == true, "\(failure?.message ?? "")")
  }
}
