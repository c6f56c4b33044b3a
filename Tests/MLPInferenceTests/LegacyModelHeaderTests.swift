import Diagnostics
import LinearAlgebra
import MLPInference
import Metrics
import NeuralNetwork
import Tabular
import Testing

/// Headers of versions 1 to 5, as programs of their time wrote them, mean the same as those of version 6.
struct LegacyModelHeaderTests {
  private static let missing =
    #""missing":{"ignoresCase":[true,false],"includeNumbers":false,"words":["NA","?"]}"#
  private static let provenance =
    #""provenance":{"baselines":{"constant rmse":2},"bestEpoch":5,"epochs":7,"metrics":{"rmse":0.5},"#
    + #""options":{"hidden":"2"},"program":"test 1","seed":18446744073709551615,"trainingRows":30,"#
    + #""validationRows":10}"#
  private static let classes =
    #""target":{"classes":{"column":"y","position":9,"words":["no",{"base64":"gA=="},"yes"]}}"#
  private static let scale = #"{"center":2,"clips":false,"factor":0.5}"#
  private static let robust = #"{"center":2,"clips":true,"factor":0.5}"#

  private static func feature(_ encoding: String, _ position: Int = 0, _ kind: String = "numeric") -> String {
    #"{"encoding":\#(encoding),"kind":"\#(kind)","name":"f\#(position)","position":\#(position)}"#
  }

  private static func header(
    _ version: Int, _ features: [String], _ target: String, loss: String, widths: String, _ more: String = ""
  ) -> String {
    #"{"activation":"mish","features":{"features":["# + features.joined(separator: ",")
      + #"]},"loss":\#(loss),\#(more)\#(missing),\#(provenance),\#(target),"version":\#(version),"widths":\#(widths)}"#
  }

  private static let crossEntropy = #"{"name":"cross-entropy","parameter":0.1}"#

  private static func expect(_ text: String, means model: TrainedModel) throws {
    try ModelHeaderTests.expectSame(EveryHeader.read(text, tensorsOf: model), model)
  }

  @Test("version 1: scaled numbers, categories, dates and one network")
  func one() throws {
    let text = Self.header(
      1,
      [
        Self.feature(#"{"number":{"_0":\#(Self.scale),"marksMissing":true,"median":1.5}}"#),
        Self.feature(#"{"words":{"_0":["a",{"base64":"/0E="}]}}"#, 1, "categorical"),
        Self.feature(#"{"date":{"_0":"iso","_1":\#(Self.scale),"parts":["month","hour"]}}"#, 2, "date"),
      ], Self.classes, loss: Self.crossEntropy, widths: "[10,2,3]")
    let model = EveryHeader.model(
      [
        EveryHeader.feature(
          .number(EveryHeader.scale, median: 1.5, marksMissing: true, frequencies: nil)),
        EveryHeader.feature(.categories(["a", CellText([0xFF, 0x41])]), at: 1, kind: .categorical),
        EveryHeader.feature(
          .date(.iso, EveryHeader.scale, parts: [.month, .hour], marksMissing: nil, pieces: nil), at: 2,
          kind: .date),
      ], EveryHeader.classes, Loss(.crossEntropy, parameter: 0.1))
    try Self.expect(text, means: model)
  }

  @Test("version 2: bins, ordinal categories, number formats, curves of a target, ensembles, calibration")
  func two() throws {
    let bins = #"{"bounds":[0,1,2,3,4,5,6,7,8,9,10]}"#
    let format = #""notation":{"decimalMark":".","grouping":",","unit":"$"}"#
    let pieces = Self.feature(
      #"{"pieces":{"_0":\#(Self.robust),"_3":\#(bins),"marksMissing":false,"median":2}}"#)
    let features = [
      pieces.replacing(#""name":"f0""#, with: #""name":"f0",\#(format)"#),
      Self.feature(#"{"ordered":{"_0":["high","low","medium"],"_1":"level"}}"#, 1, "categorical"),
      Self.feature(
        #"{"date":{"_0":"dotted","_1":\#(Self.scale),"marksMissing":true,"parts":[],"pieces":\#(bins)}}"#, 2,
        "date"),
    ]
    let domain = [
      EveryHeader.feature(
        .piecewiseLinear(
          EveryHeader.robust, median: 2, marksMissing: false, EveryHeader.manyBins, frequencies: nil),
        NumberFormat(.point, .comma, .dollar)),
      EveryHeader.feature(.ordinal(["high", "low", "medium"], .level), at: 1, kind: .categorical),
      EveryHeader.feature(
        .date(.dotted, EveryHeader.scale, parts: [], marksMissing: true, pieces: EveryHeader.manyBins), at: 2,
        kind: .date),
    ]
    var calibrated = EveryHeader.model(
      domain, EveryHeader.classes, Loss(.crossEntropy, parameter: 0.1), members: 2)
    calibrated.temperature = TemperatureScaling(1.25)
    try Self.expect(
      Self.header(
        2, features, Self.classes, loss: Self.crossEntropy, widths: "[28,2,3]",
        #""members":2,"temperature":{"value":1.25},"#), means: calibrated)

    let knots = #"[{"y":-1,"z":-3.25},{"y":0.1,"z":0},{"y":2.5,"z":3.25}]"#
    let column = #""deviation":1.5,"greatest":2.5,"least":-1,"mean":0.25"#
    let numbers =
      #""target":{"numbers":{"_0":[{"clips":true,"column":"y",\#(column),"#
      + #""notation":{"decimalMark":",","grouping":" "},"position":9,"#
      + #""transform":{"normal":{"_0":\#(knots)}}},{"column":"z",\#(column),"position":9,"#
      + #""transform":{"log":{}}},{"clips":false,"column":"x",\#(column),"position":9}]}}"#
    let intervals =
      #""intervals":[{"predictions":[1,2],"residuals":[0,1.5,4],"spreads":[3,5]},"#
      + #"{"predictions":[],"residuals":[0.1],"spreads":[]},{"predictions":[],"residuals":[1],"spreads":[]}],"#
    var bounded = EveryHeader.model(
      domain,
      .numeric([
        EveryHeader.number("y", NumberFormat(.comma, .space), .normal(EveryHeader.knots), clips: true),
        EveryHeader.number("z", nil, .log), EveryHeader.number("x"),
      ]), Loss(.huber, parameter: 0.5))
    bounded.intervals = [
      ConformalIntervals(residuals: [0, 1.5, 4], predictions: [1, 2], spreads: [3, 5]),
      ConformalIntervals(residuals: [0.1]), ConformalIntervals(residuals: [1]),
    ]
    try Self.expect(
      Self.header(
        2, features, numbers, loss: #"{"name":"huber","parameter":0.5}"#, widths: "[28,2,3]", intervals),
      means: bounded)
  }

  @Test("version 3: embedded categories")
  func three() throws {
    let words = (0..<101).map { "w\($0)" }
    let list = words.map { "\"\($0)\"" }.joined(separator: ",")
    let text = Self.header(
      3, [Self.feature(#"{"words":{"_0":[\#(list)]}}"#, 0, "categorical")], Self.classes,
      loss: Self.crossEntropy, widths: "[8,2,3]")
    let model = EveryHeader.model(
      [EveryHeader.feature(.categories(words.map { CellText($0) }), kind: .categorical)], EveryHeader.classes,
      Loss(.crossEntropy, parameter: 0.1))
    try Self.expect(text, means: model)
  }

  @Test("version 4: embedded bins and TabM-mini, whose front scale goes without saying")
  func four() throws {
    let bins = #"{"bounds":[0,1,2,3,4,5,6,7,8,9,10],"size":5}"#
    let text = Self.header(
      4,
      [Self.feature(#"{"pieces":{"_0":\#(Self.robust),"_3":\#(bins),"marksMissing":true,"median":2}}"#)],
      Self.classes, loss: Self.crossEntropy, widths: "[7,2,3]", #""heads":3,"#)
    let model = EveryHeader.model(
      [
        EveryHeader.feature(
          .piecewiseLinear(
            EveryHeader.robust, median: 2, marksMissing: true, EveryHeader.embeddedBins, frequencies: nil))
      ], EveryHeader.classes, Loss(.crossEntropy, parameter: 0.1), Architecture(heads: 3))
    try Self.expect(text, means: model)
  }

  @Test("version 5: periodic embeddings, front scale, parametric activations")
  func five() throws {
    let bins = #"{"bounds":[0,1,2,3,4,5,6,7,8,9,10],"size":5}"#
    let features = [
      Self.feature(
        #"{"pieces":{"_0":\#(Self.robust),"_3":\#(bins),"frequencies":2,"marksMissing":true,"median":2}}"#),
      Self.feature(
        #"{"number":{"_0":\#(Self.robust),"frequencies":4,"marksMissing":true,"median":-0.1}}"#, 1),
    ]
    let text = Self.header(
      5, features, Self.classes, loss: Self.crossEntropy, widths: "[15,2,3]",
      #""learnsSlopes":true,"scalesInputs":true,"#)
    let model = EveryHeader.model(
      [
        EveryHeader.feature(EveryHeader.encodings[4]), EveryHeader.feature(EveryHeader.encodings[1], at: 1),
      ], EveryHeader.classes, Loss(.crossEntropy, parameter: 0.1),
      Architecture(scalesInputs: true, isParametric: true))
    try Self.expect(text, means: model)
  }

  @Test(
    "an old header that lies is refused as a new one is",
    arguments: [
      (#""position":0"#, #""position":-1"#, "has the invalid position 0"),
      (#""position":0"#, #""position":9223372036854775807"#, "has the invalid position"),
      (#""_0":["a""#, #""_0":["a","a""#, "has a duplicate category"),
      (#"{"words":"#, #"{"word":"#, "not match format version 1"),
      (#"{"words":"#, #"{"date":{},"words":"#, "not match format version 1"),
      (#""_0":["a""#, #""_1":["a""#, "not match format version 1"),
      (#""parameter":0.1"#, #""parameter":2"#, "its loss cross-entropy has the invalid parameter 2"),
      (#""widths":[3"#, #""widths":[4"#, "its columns yield 3 inputs"),
      (#""version":1"#, #""temperature":{"value":0},"version":1"#, "the invalid temperature 0"),
    ])
  func lies(_ found: String, _ lie: String, _ says: String) throws {
    let text = Self.header(
      1, [Self.feature(#"{"words":{"_0":["a","b"]}}"#)], Self.classes, loss: Self.crossEntropy,
      widths: "[3,2,3]")
    let model = EveryHeader.model(
      [EveryHeader.feature(.categories(["a", "b"]))], EveryHeader.classes, Loss(.crossEntropy, parameter: 0.1)
    )
    try Self.expect(text, means: model)
    #expect(text.contains(found))
    let failure = #expect(throws: Failure.self) {
      try EveryHeader.read(text.replacing(found, with: lie), tensorsOf: model)
    }
    #expect(failure?.message.description.contains(says) == true, "\(failure?.message ?? "")")
  }
}
