import Diagnostics
import LinearAlgebra
import MLPInference
import Metrics
import NeuralNetwork
import Tabular
import Testing

/// Models that lie are refused, before anything is done with them.
struct ModelTests {
  /// A model of a number, words, a date and a target at the end.
  static func model(_ target: Target, _ loss: Loss) throws -> TrainedModel {
    let text = "n,w,d,y\n1,a,2024-01-01,0\n2,b,2024-02-01,1\n4,c,2024-03-09,3\n"
    let table = try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8))])
    let features = try Features.fit(
      table, rows: [0, 1, 2], excluding: [3], NumericEncodingOptions(.standard)
    ).features
    return TrainedModel(
      members: [Network(parameters: Parameters(widths: [features.width, 1]), activation: .relu, loss: loss)],
      features: features, target: target, missing: table.missing,
      provenance: .init(
        program: "test", seed: 1, options: [:], metrics: [:], trainingRows: 3, validationRows: 0, epochs: 1,
        bestEpoch: 1))
  }

  static func classes() throws -> TrainedModel {
    try model(.classes(column: "y", position: 3, words: ["0", "1"]), Loss(.binaryCrossEntropy))
  }

  static func numbers() throws -> TrainedModel {
    let text = "n,w,d,y\n1,a,2024-01-01,0\n2,b,2024-02-01,1\n4,c,2024-03-09,3\n"
    let table = try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8))])
    let target = try Target.fit([table.columns[3]], task: .regression, rows: [0, 1, 2], standardizes: false)
    return try model(target, Loss(.huber))
  }

  @Test("what was written is read again, the place of the target included")
  func roundTrip() throws {
    for model in [try Self.classes(), try Self.numbers()] {
      let read = try TrainedModel(model.encoded(), file: "m")
      #expect(read.features == model.features && read.target == model.target)
      #expect(read.target.wanted.map(\.position) == [3])
      #expect(try read.encoded() == model.encoded())
    }
  }

  @Test("what baselines reached is read again, and need not be there")
  func baselines() throws {
    var model = try Self.numbers()
    #expect(try TrainedModel(model.encoded(), file: "m").provenance.baselines == nil)
    model.provenance.baselines = ["constant rmse": 2, "linear rmse": 1]
    #expect(try TrainedModel(model.encoded(), file: "m").provenance == model.provenance)
  }

  @Test("several networks are read again, each with its own weights")
  func members() throws {
    var model = try Self.classes()
    let second = Network(
      parameters: model.network.parameters.copy(), activation: model.network.activation,
      loss: model.network.loss)
    second.parameters.W[1][0, 0] = 7
    model.members.append(second)
    let read = try TrainedModel(model.encoded(), file: "m")
    #expect(read.members.map { $0.parameters.W[1][0, 0] } == [0, 7])
    #expect(try read.encoded() == model.encoded())
    try Self.check(
      model, #""ensemble":2"#, #""ensemble":3"#, "4 tensors, which do not match 3 networks of 1 layers")
    try Self.check(model, #""ensemble":2"#, #""ensemble":-1"#, "4 tensors, which do not match -1 networks")
  }

  @Test("a temperature is read again, and refused where it cannot be")
  func temperature() throws {
    var model = try Self.classes()
    model.temperature = TemperatureScaling(0.5)
    #expect(try TrainedModel(model.encoded(), file: "m").temperature == TemperatureScaling(0.5))
    for lie in ["0", "-1", "1e-300", "1e300"] {
      try Self.check(
        model, #""temperature":0.5"#, #""temperature":\#(lie)"#, "it has the invalid temperature")
    }
    var numbers = try Self.numbers()
    numbers.temperature = TemperatureScaling(0.5)
    let failure = #expect(throws: Failure.self) { try TrainedModel(numbers.encoded(), file: "m") }
    #expect(failure?.message.description.contains("it has a temperature, but its loss is huber") == true)
  }

  @Test("residuals are read again, and refused where they cannot be")
  func residuals() throws {
    var model = try Self.numbers()
    let intervals = ConformalIntervals(residuals: [0, 1.5, 4], predictions: [1, 2], spreads: [3, 5])
    model.intervals = [intervals]
    #expect(try TrainedModel(model.encoded(), file: "m").intervals == [intervals])
    for (found, lie) in [
      (#""residuals":[0,1.5,4]"#, #""residuals":[0,5,4]"#), (#"[0,1.5,4]"#, "[]"),
      ("[0,1.5,4]", "[-1,1.5,4]"),
      ("[1,2]", "[1,1]"), ("[1,2]", "[1]"), ("[3,5]", "[3,0]"), ("[3,5]", "[3,-5]"),
    ] {
      try Self.check(model, found, lie, "it has invalid residuals for target 'y'")
    }
    model.intervals = [intervals, intervals]
    let failure = #expect(throws: Failure.self) { try TrainedModel(model.encoded(), file: "m") }
    #expect(failure?.message.description.contains("it has residuals for 2 numeric targets") == true)
  }

  @Test("a file of an unknown version is refused", arguments: [-1, 0, 7, 1000])
  func unknownVersion(_ version: Int) throws {
    try Self.check(
      Self.classes(), #""version":6"#, #""version":\#(version)"#,
      "has format version \(version), but this program supports versions up to 6")
  }

  /// What a tool that knows nothing of lookups finds: a row of inputs for each unit, in the order of the columns.
  @Test("weights of inputs that are looked up stand in the tensor where the inputs do")
  func lookups() throws {
    let rows = (1...12).map { "\($0),\($0),x\($0 % 10),\($0)" }
    let table = try Table(
      reading: [ByteStream(name: "f", bytes: Array(("a,b,w,y\n" + rows.joined(separator: "\n") + "\n").utf8))]
    )
    var model = try Self.classes()
    model.features =
      try Features.fit(
        table, rows: Array(0..<12), excluding: [1, 3], NumericEncodingOptions(.standard, bins: 20)
      ).features
    let parameters = Parameters(inputs: model.features.inputs, widths: [1])
    #expect(parameters.widths == [1 + 11 + 11, 1] && parameters.W[1].rows == 1)
    parameters.firstLayer = Matrix(rows: 23, columns: 1, (0..<23).map(Float.init))
    #expect(parameters.W[1].elements == [0])
    #expect(parameters.lookupWeights.elements == (1..<23).map(Float.init))
    model.members = [Network(parameters: parameters, activation: .relu, loss: model.network.loss)]
    let file = try model.encoded()
    #expect(try SafeTensors(file, file: "m").tensors.map(\.values).contains((0..<23).map(Float.init)))
    let read = try TrainedModel(file, file: "m").network.parameters
    #expect(read.all.elements == parameters.all.elements)
  }

  @Test("heads and embedded pieces are read again, and what is looked up has the factor 1 in the file")
  func heads() throws {
    let rows = (1...40).map { "\($0 * 7 % 41).5,x\($0 % 10),\($0 % 2)" }
    let table = try Table(
      reading: [ByteStream(name: "f", bytes: Array(("a,w,y\n" + rows.joined(separator: "\n") + "\n").utf8))])
    var model = try Self.classes()
    model.features =
      try Features.fit(
        table, rows: Array(0..<40), excluding: [2], NumericEncodingOptions(.standard, bins: 20, size: 4)
      ).features
    let parameters = Parameters(inputs: model.features.inputs, widths: [3, 1], Architecture(heads: 2))
    #expect(parameters.widths == [1 + 4 + 11, 3, 1] && parameters.embeddings.map(\.columns) == [10])
    parameters.all.elements = (0..<parameters.all.count).map { Float($0) }
    model.members = [Network(parameters: parameters, activation: .relu, loss: model.network.loss)]
    var file = try SafeTensors(model.encoded(), file: "m")
    let read = try TrainedModel(file.encoded(), file: "m").network
    #expect(read.heads == 2 && read.parameters.all.elements == parameters.all.elements)
    let k = try #require(file.tensors.firstIndex { $0.name == "heads.factors" })
    #expect(file.tensors[k].shape == [2, 16] && file.tensors[k].values[5...15].allSatisfy { $0 == 1 })
    #expect(file.tensors.first { $0.name == "layers.2.weight" }?.shape == [2, 3])
    #expect(file.tensors.first { $0.name == "embeddings.1.weight" }?.shape == [10, 4])

    var factors = file.tensors[k].values
    factors[7] = 2
    file.tensors[k].numbers = .single(factors)
    let strange = #expect(throws: Failure.self) { try TrainedModel(file.encoded(), file: "m") }
    #expect(
      strange?.message.description.contains("a scaling factor for an input that all heads share") == true)
    let text = try #require(file.metadata["mlp"])
    for (lie, reason) in [
      (#""tabm":0"#, "invalid number of heads (0)"), (#""tabm":-1"#, "invalid number of heads (-1)"),
      (#""tabm":1001"#, "invalid number of heads (1001)"),
      (#""tabm":3"#, "has shape [2, 16], expected [3, 16]"),
    ] {
      file.metadata["mlp"] = text.replacing(#""tabm":2"#, with: lie)
      let failure = #expect(throws: Failure.self) { try TrainedModel(file.encoded(), file: "m") }
      #expect(failure?.message.description.contains(reason) == true, "\(failure?.message.description ?? "")")
    }
    file.metadata["mlp"] = text.replacing(#""embeddingSize":4"#, with: #""embeddingSize":20"#)
    let wide = #expect(throws: Failure.self) { try TrainedModel(file.encoded(), file: "m") }
    #expect(wide?.message.description.contains("has the invalid embedding size 20") == true)
  }

  @Test(
    "heads of a wide layer that leads to a narrow one, which need memory that no tensor pays for, are refused"
  )
  func wideHeads() throws {
    var model = try Self.classes()
    let parameters = Parameters(
      inputs: model.features.inputs, widths: [70_000, 1, 1], Architecture(heads: 1000))
    model.members = [Network(parameters: parameters, activation: .relu, loss: model.network.loss)]
    let file = try model.encoded()
    let failure = #expect(throws: Failure.self) { try TrainedModel(file, file: "m") }
    #expect(failure?.kind == .data)
    #expect(
      failure?.message.description.contains("its network of 1000 heads needs 70") == true,
      "\(failure?.message.description ?? "")")
  }

  @Test(
    "periodic embeddings, factors of one head and slopes are read again, and only if the description says so")
  func published() throws {
    let rows = (1...40).map { "\($0 * 7 % 41).5,\($0 % 2)" }
    let table = try Table(
      reading: [ByteStream(name: "f", bytes: Array(("a,y\n" + rows.joined(separator: "\n") + "\n").utf8))])
    var model = try Self.classes()
    let form = NumericEncodingOptions(.standard, bins: 20, size: 4, frequencies: 16)
    model.features = try Features.fit(table, rows: Array(0..<40), excluding: [1], form).features
    let parameters = Parameters(
      inputs: model.features.inputs, widths: [5, 1], Architecture(scalesInputs: true, isParametric: true))
    #expect(parameters.widths == [1 + 4 + 3, 5, 1])
    parameters.all.elements = (0..<parameters.all.count).map { Float($0) }
    model.members = [Network(parameters: parameters, activation: .relu, loss: model.network.loss)]
    var file = try SafeTensors(model.encoded(), file: "m")
    let read = try TrainedModel(file.encoded(), file: "m").network
    #expect(
      read.parameters.architecture == parameters.architecture
        && read.parameters.all.elements == parameters.all.elements)
    let shapes = Dictionary(file.tensors.map { ($0.name, $0.shape) }) { first, _ in first }
    #expect(shapes["embeddings.2.weight"] == [17, 3] && shapes["embeddings.2.periods"] == [2, 16])
    #expect(shapes["heads.factors"] == [1, 8] && shapes["layers.1.slopes"] == [5])
    let X = model.features.encode(table).X
    #expect(X.rows == 3 && (0..<40).allSatisfy { X[2, $0] == X[0, $0] })

    let text = try #require(file.metadata["mlp"])
    for (part, lie, reason) in [
      (#""frontScale":true"#, #""frontScale":false"#, "has 9 tensors"),
      (#""parametricActivation":true,"#, "", "has 9 tensors"),
      (#""frequencies":16"#, #""frequencies":0"#, "has an invalid number of frequencies (0)"),
      (#""frequencies":16"#, #""frequencies":5"#, "has shape [17, 3], expected [6, 3]"),
    ] {
      file.metadata["mlp"] = text.replacing(part, with: lie)
      let failure = #expect(throws: Failure.self) { try TrainedModel(file.encoded(), file: "m") }
      #expect(failure?.message.description.contains(reason) == true, "\(failure?.message.description ?? "")")
    }
  }

  @Test("embeddings are read again, a matrix of words × 8 for each column")
  func embeddings() throws {
    let rows = (0..<1000).map { "w\($0 % 150),\($0 % 2)" }
    let table = try Table(
      reading: [ByteStream(name: "f", bytes: Array(("w,y\n" + rows.joined(separator: "\n") + "\n").utf8))])
    var model = try Self.classes()
    model.features =
      try Features.fit(table, rows: Array(0..<1000), excluding: [1], NumericEncodingOptions(.standard))
      .features
    let parameters = Parameters(inputs: model.features.inputs, widths: [1])
    #expect(parameters.widths == [8, 1])
    for (i, place) in (0..<parameters.all.count).enumerated() { parameters.all[place, 0] = Float(i) }
    model.members = [Network(parameters: parameters, activation: .relu, loss: model.network.loss)]
    let file = try model.encoded()
    let tensor = try #require(
      try SafeTensors(file, file: "m").tensors.first { $0.name == "embeddings.1.weight" })
    #expect(tensor.shape == [151, 8] && tensor.values == parameters.embeddings[0].elements)
    #expect(try TrainedModel(file, file: "m").network.parameters.all.elements == parameters.all.elements)
  }

  @Test("bounds of pieces that do not ascend are refused")
  func bounds() throws {
    var model = try Self.classes()
    let text = "n,y\n1,0\n2,1\n4,3\n"
    let table = try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8))])
    model.features =
      try Features.fit(table, rows: [0, 1, 2], excluding: [1], NumericEncodingOptions(.standard, bins: 8))
      .features
    let parameters = Parameters(widths: [3, 1])
    model.members = [Network(parameters: parameters, activation: .relu, loss: model.network.loss)]
    #expect(try TrainedModel(model.encoded(), file: "m").features == model.features)
    try Self.check(model, "[1,2,4]", "[1,4,2]", "bin bounds that do not increase")
  }

  @Test(
    "a description that lies is refused, and the message says how",
    arguments: [
      (#""name":"n","position":1"#, #""name":"n","position":0"#, "its column 'n' has the invalid position 0"),
      (
        #""name":"n","position":1"#, #""name":"n","position":9223372036854775807"#,
        "its column 'n' has the invalid position 9223372036854775807"
      ),
      (
        #""name":"n","position":1"#, #""name":"n","position":-9223372036854775808"#,
        "its column 'n' has the invalid position"
      ),
      (
        #""name":"n""#, #""name":"n","numberFormat":{"decimalMark":".","grouping":"."}"#,
        "its column 'n' has the same decimal mark and grouping mark"
      ),
      (
        #""name":"n""#, #""name":"n","numberFormat":{"decimalMark":".","grouping":",","unit":"?"}"#,
        "not match format version 6"
      ),
      (#""name":"n""#, #""name":"w""#, "it has a duplicate column 'w'"),
      (#""name":"n""#, #""name":"""#, "it has a column without a name"),
      (
        #""column":"y","position":4"#, #""column":"y","position":-3"#,
        "its target 'y' has the invalid position -3"
      ),
      (#""column":"y""#, #""column":"""#, "it has a column without a name"),
      (#"["0","1"]"#, #"["0","0"]"#, "its target 'y' has a duplicate class"),
      (
        #""name":"binary-cross-entropy","parameter":0"#, #""name":"binary-cross-entropy","parameter":1"#,
        "loss"
      ),
      (#"["a","b","c"]"#, #"["a","b","a"]"#, "its column 'w' has a duplicate category"),
      (#""median":2"#, #""median":1e60"#, "not match format version 6"),
      (
        #""categories":["a","b","c"],"type":"categories""#,
        #""categories":["low","low"],"scale":"level","type":"ordinal""#,
        "its column 'w' has a duplicate category"
      ),
      (
        #""categories":["a","b","c"],"type":"categories""#,
        #""categories":["# + (0...40).map { "\"w\($0)\"" }.joined(separator: ",")
          + #"],"scale":"level","type":"ordinal""#,
        "its column 'w' has too many categories for an ordinal scale"
      ),
      (#""month""#, #""month","month""#, "its column 'd' has a duplicate date part"),
    ])
  func lies(_ found: String, _ replacement: String, _ says: String) throws {
    try Self.check(Self.classes(), found, replacement, says)
  }

  @Test(
    "a target of numbers that lies is refused",
    arguments: [
      (#""standardDeviation":1"#, #""standardDeviation":0"#, "standard deviation 0.0"),
      (#""standardDeviation":1"#, #""standardDeviation":-1"#, "standard deviation -1.0"),
      (#""position":4"#, #""position":-3"#, "its target 'y' has the invalid position -3"),
      (
        #""position":4"#, #""position":4,"numberFormat":{"decimalMark":",","grouping":","}"#,
        "its target 'y' has the same decimal mark and grouping mark"
      ),
      (
        #""position":4"#, #""position":4,"transform":{"name":"normal","y":[1,1],"z":[2,3]}"#,
        "its target 'y' has transform knots that do not increase"
      ),
      (#""minimum":0"#, #""clipOutput":true,"minimum":5"#, "its target 'y' has the invalid range 5.0 to 3.0"),
      (
        #""position":4"#, #""position":4,"transform":{"name":"normal","y":[],"z":[]}"#,
        "transform knots that do not increase"
      ),
      (
        #""position":4"#, #""position":4,"transform":{"name":"normal","y":[1,2],"z":[2]}"#,
        "not match format version 6"
      ),
      (
        #""name":"huber","parameter":1"#, #""name":"huber","parameter":0"#,
        "loss huber has the invalid parameter 0"
      ),
    ])
  func numbersLie(_ found: String, _ replacement: String, _ says: String) throws {
    try Self.check(Self.numbers(), found, replacement, says)
  }

  static func check(_ model: TrainedModel, _ found: String, _ replacement: String, _ says: String) throws {
    var file = try SafeTensors(model.encoded(), file: "m")
    let text = try #require(file.metadata["mlp"])
    #expect(text.contains(found), "\(text)")
    file.metadata["mlp"] = text.replacing(found, with: replacement)
    let failure = #expect(throws: Failure.self) { try TrainedModel(file.encoded(), file: "m") }
    #expect(failure?.kind == .data)
    #expect(failure?.message.description.contains(says) == true, "\(failure?.message.description ?? "")")
  }
}
