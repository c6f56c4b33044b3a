import Diagnostics
import LinearAlgebra
import MLPInference
import Metrics
import NeuralNetwork
import Tabular
import Testing

/// The words of version 6: what is pinned here is in files, and a Swift name cannot change it.
struct ModelHeaderTests {
  /// Everything but the weights.
  static func expectSame(_ read: TrainedModel, _ model: TrainedModel) throws {
    #expect(read.features == model.features)
    #expect(read.target == model.target)
    #expect(read.missing == model.missing)
    #expect(read.temperature == model.temperature)
    #expect(read.intervals == model.intervals)
    #expect(read.provenance == model.provenance)
    #expect(read.members.count == model.members.count)
    #expect(read.network.widths == model.network.widths)
    #expect(read.network.activation == model.network.activation)
    #expect(read.network.loss == model.network.loss)
    #expect(read.network.parameters.architecture == model.network.parameters.architecture)
    #expect(try read.encoded() == model.encoded())
  }

  @Test("every encoding is read again", arguments: EveryHeader.encodings)
  func encodings(_ encoding: Encoding) throws {
    let features = [EveryHeader.feature(encoding), EveryHeader.feature(EveryHeader.encodings[0], at: 1)]
    let model = EveryHeader.model(features, EveryHeader.twoClasses, Loss(.binaryCrossEntropy))
    try Self.expectSame(TrainedModel(model.encoded(), file: "m"), model)
  }

  @Test(
    "every target is read again",
    arguments: [
      .numeric([EveryHeader.number()]), .numeric([EveryHeader.number(clips: true)]),
      .numeric([EveryHeader.number("y", nil, .log), EveryHeader.number("z", nil, .normal(EveryHeader.knots))]
      ),
      .numeric([EveryHeader.number("y", NumberFormat(.comma, .point, .euro), clips: true)]),
    ] as [Target])
  func targets(_ target: Target) throws {
    var model = EveryHeader.model(
      [EveryHeader.feature(EveryHeader.encodings[0])], target, Loss(.squaredError))
    model.intervals = target.columns.map { _ in ConformalIntervals(residuals: [0, 1.5]) }
    try Self.expectSame(TrainedModel(model.encoded(), file: "m"), model)
  }

  @Test("every loss is read again", arguments: Loss.Function.allCases)
  func losses(_ name: Loss.Function) throws {
    for target in [EveryHeader.classes, EveryHeader.twoClasses, .numeric([EveryHeader.number()])] {
      let loss = Loss(name)
      guard case .numeric = target else {
        guard loss.isClassification, name != .binaryCrossEntropy || target == EveryHeader.twoClasses else {
          continue
        }
        let model = EveryHeader.model([EveryHeader.feature(EveryHeader.encodings[0])], target, loss)
        try Self.expectSame(TrainedModel(model.encoded(), file: "m"), model)
        continue
      }
      guard !loss.isClassification else { continue }
      let model = EveryHeader.model([EveryHeader.feature(EveryHeader.encodings[0])], target, loss)
      try Self.expectSame(TrainedModel(model.encoded(), file: "m"), model)
    }
    let parameters: [Loss.Function: Float] = [
      .huber: 2.5, .quantile: 0.9, .crossEntropy: 0.1, .binaryCrossEntropy: 0.2,
    ]
    guard let parameter = parameters[name] else { return }
    let loss = Loss(name, parameter: parameter)
    let target = loss.isClassification ? EveryHeader.twoClasses : .numeric([EveryHeader.number()])
    let model = EveryHeader.model([EveryHeader.feature(EveryHeader.encodings[0])], target, loss)
    #expect(try TrainedModel(model.encoded(), file: "m").network.loss == loss)
  }

  @Test(
    "every form of network is read again",
    arguments: [
      Architecture(), Architecture(scalesInputs: true), Architecture(isParametric: true),
      Architecture(heads: 3),
      Architecture(heads: 2, isParametric: true),
    ])
  func forms(_ form: Architecture) throws {
    for members in [1, 3] {
      let model = EveryHeader.model(
        [EveryHeader.feature(EveryHeader.encodings[4])], EveryHeader.classes, Loss(.crossEntropy), form,
        members: members)
      try Self.expectSame(TrainedModel(model.encoded(), file: "m"), model)
    }
  }

  @Test("the header of a model of numbers is this text")
  func goldenNumbers() throws {
    let encodings = EveryHeader.encodings
    var model = EveryHeader.model(
      [
        EveryHeader.feature(encodings[0]),
        EveryHeader.feature(encodings[4], at: 1, NumberFormat(.point, .comma, .dollar)),
        EveryHeader.feature(encodings[6], at: 2, kind: .categorical),
        EveryHeader.feature(.ordinal(["high", "low", "medium"], .level), at: 3, kind: .categorical),
        EveryHeader.feature(encodings[12], at: 4, kind: .date),
        EveryHeader.feature(encodings[10], at: 5, kind: .date),
      ],
      .numeric([
        EveryHeader.number("y", NumberFormat(.comma, .space), .normal(EveryHeader.knots), clips: true),
        EveryHeader.number("z", nil, .log),
      ]), Loss(.huber, parameter: 0.5), Architecture(heads: 2, isParametric: true), members: 2)
    model.intervals = [
      ConformalIntervals(residuals: [0, 1.5, 4], predictions: [1, 2], spreads: [3, 5]),
      ConformalIntervals(residuals: [0.1]),
    ]
    #expect(
      try EveryHeader.text(model) == #"""
        {"activation":"mish","ensemble":2,"features":{"features":[\#
        {"encoding":{"median":1.5,"scale":{"center":2,"factor":0.5},"type":"number"},\#
        "kind":"numeric","name":"f0","position":1},\#
        {"encoding":{"bins":{"bounds":[0,1,2,3,4,5,6,7,8,9,10],"embeddingSize":5},"frequencies":2,\#
        "median":2,"missingIndicator":true,"scale":{"center":2,"factor":0.5,"smoothClip":true},\#
        "type":"number"},"kind":"numeric","name":"f1",\#
        "numberFormat":{"decimalMark":".","grouping":",","unit":"$"},"position":2},\#
        {"encoding":{"categories":["",{"base64":"/0E="},"é\"\\\n"],"type":"categories"},\#
        "kind":"categorical","name":"f2","position":3},\#
        {"encoding":{"categories":["high","low","medium"],"scale":"level","type":"ordinal"},\#
        "kind":"categorical","name":"f3","position":4},\#
        {"encoding":{"bins":{"bounds":[0,1,2,3,4,5,6,7,8,9,10],"embeddingSize":5},"format":"dotted",\#
        "missingIndicator":true,"parts":["month","weekday","hour"],\#
        "scale":{"center":2,"factor":0.5},"type":"date"},"kind":"date","name":"f4","position":5},\#
        {"encoding":{"format":"iso","parts":[],"scale":{"center":2,"factor":0.5},"type":"date"},\#
        "kind":"date","name":"f5","position":6}]},"frontScale":true,\#
        "intervals":[{"predictions":[1,2],"residuals":[0,1.5,4],"spreads":[3,5]},{"residuals":[0.1]}],\#
        "loss":{"name":"huber","parameter":0.5},"missingValues":["NA","?"],"parametricActivation":true,\#
        "provenance":{"baselines":{"constant rmse":2},"bestEpoch":5,"epochs":7,"metrics":{"rmse":0.5},\#
        "options":{"hidden":"2"},"program":"test 1","seed":18446744073709551615,"trainingRows":30,\#
        "validationRows":10},"tabm":2,"target":{"numbers":{"columns":[\#
        {"clipOutput":true,"column":"y","maximum":2.5,"mean":0.25,"minimum":-1,\#
        "numberFormat":{"decimalMark":",","grouping":" "},"position":10,"standardDeviation":1.5,\#
        "transform":{"name":"normal","y":[-1,0.1,2.5],"z":[-3.25,0,3.25]}},\#
        {"column":"z","maximum":2.5,"mean":0.25,"minimum":-1,"position":10,"standardDeviation":1.5,\#
        "transform":{"name":"log"}}]}},"version":6,"widths":[34,2,2]}
        """#)
    try Self.expectSame(TrainedModel(model.encoded(), file: "m"), model)
  }

  @Test("the header of a model of classes is this text")
  func goldenClasses() throws {
    var model = EveryHeader.model(
      [EveryHeader.feature(.categories(["yes", "no"]), kind: .boolean)], EveryHeader.classes,
      Loss(.crossEntropy),
      hidden: [])
    model.temperature = TemperatureScaling(1.25)
    model.provenance.baselines = nil
    #expect(
      try EveryHeader.text(model) == #"""
        {"activation":"mish","features":{"features":[\#
        {"encoding":{"categories":["yes","no"],"type":"categories"},"kind":"boolean","name":"f0",\#
        "position":1}]},"loss":{"name":"cross-entropy","parameter":0},"missingValues":["NA","?"],\#
        "provenance":{"bestEpoch":5,"epochs":7,"metrics":{"rmse":0.5},"options":{"hidden":"2"},\#
        "program":"test 1","seed":18446744073709551615,"trainingRows":30,"validationRows":10},\#
        "target":{"classes":{"column":"y","position":10,"words":["no",{"base64":"gA=="},"yes"]}},\#
        "temperature":1.25,"version":6,"widths":[3,3]}
        """#)
    try Self.expectSame(TrainedModel(model.encoded(), file: "m"), model)
  }

  @Test("categories say in how many inputs they are embedded, and only if they are")
  func embeddedCategories() throws {
    func text(_ count: Int) throws -> (TrainedModel, String) {
      let words = (0..<count).map { CellText("w\($0)") }
      let model = EveryHeader.model(
        [EveryHeader.feature(.categories(words))], EveryHeader.twoClasses, Loss(.hinge))
      return (model, try EveryHeader.text(model))
    }
    #expect(try !text(100).1.contains("embeddingSize"))
    let (model, header) = try text(101)
    #expect(header.contains(#""w100"],"embeddingSize":8,"type":"categories""#))
    for lie in ["", #""embeddingSize":7,"#] {
      let other = header.replacing(#""embeddingSize":8,"#, with: lie)
      #expect(throws: Failure.self) { try EveryHeader.read(other, tensorsOf: model) }
    }
  }

  @Test("what a later version might add to this one is passed over; a later version is refused")
  func later() throws {
    let model = EveryHeader.model(
      [EveryHeader.feature(EveryHeader.encodings[0])], EveryHeader.twoClasses, Loss(.hinge))
    let text = try EveryHeader.text(model)
    let more = text.replacing(#""median":1.5"#, with: #""median":1.5,"more":[{}]"#)
    try Self.expectSame(EveryHeader.read(more, tensorsOf: model), model)
    for version in [7, 0, -1] {
      let other = text.replacing(#""version":6"#, with: #""version":\#(version)"#)
      let failure = #expect(throws: Failure.self) { try EveryHeader.read(other, tensorsOf: model) }
      #expect(failure?.message.description.contains("this program supports versions up to 6") == true)
    }
  }

  @Test(
    "a target is of classes or of numbers, an encoding of one type that is known",
    arguments: [
      (#""classes":{"#, #""numbers":{"columns":[]},"classes":{"#), (#""classes":{"#, #""others":{"#),
      (#""type":"number""#, #""type":"pieces""#), (#""type":"number""#, #""types":"number""#),
    ])
  func shapes(_ found: String, _ lie: String) throws {
    let model = EveryHeader.model(
      [EveryHeader.feature(EveryHeader.encodings[0])], EveryHeader.twoClasses, Loss(.hinge))
    try ModelTests.check(model, found, lie, "not match format version 6")
  }

  @Test("the words of closed sets are these")
  func words() {
    func same<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type, _ words: String) {
      #expect(type.allCases.map(\.rawValue).joined(separator: " ") == words)
    }
    same(Activation.self, "identity relu leaky-relu elu selu gelu silu mish softplus tanh sigmoid")
    same(
      Loss.Function.self,
      "squared-error absolute huber quantile poisson binary-cross-entropy cross-entropy hinge")
    same(ColumnKind.self, "numeric boolean categorical date constant identifier text")
    same(DateFormat.self, "iso slashed dotted month-first day-first month-name time")
    same(Encoding.DatePart.self, "month weekday hour")
    same(OrdinalScale.self, "level size quality frequency agreement month weekday")
    same(NumberFormat.DecimalMark.self, ". ,")
    #expect(NumberFormat.DigitGrouping.allCases.map(\.rawValue) == [",", ".", " ", "'"])
    same(
      NumberUnit.self,
      "% $ € £ ¥ ₹ ₩ ₽ ₺ ₪ ₫ ₴ R$ US$ zł Kč kr Fr. USD EUR GBP JPY CNY INR CHF CAD AUD NZD SEK NOK DKK PLN "
        + "CZK HUF RON RUB TRY UAH ILS BRL MXN KRW SGD HKD TWD THB ZAR AED SAR")
  }
}
