import Foundation

/// Panels of dots and lines over two logarithmic axes, as SVG.
struct Chart {
  struct Panel {
    var title: String
    var label: String
    var dots: [(Double, Double)]
    var line: [(Double, Double)]
  }

  let title: String
  private var panels: [Panel] = []
  private static let width = 300.0
  private static let height = 220.0
  private static let margin = 44.0

  init(title: String) { self.title = title }

  mutating func add(_ panel: Panel) { panels.append(panel) }

  var svg: String {
    let columns = 3
    let rows = (panels.count + columns - 1) / columns
    let size = (Self.width * Double(columns), Self.height * Double(rows) + 30)
    var text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size.0) \(size.1)\" font-family=\"sans-serif\" font-size=\"11\">\n"
    text += "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    text += "<text x=\"12\" y=\"20\" font-size=\"14\">\(title)</text>\n"
    for (k, panel) in panels.enumerated() {
      let x = Self.width * Double(k % columns)
      let y = 30 + Self.height * Double(k / columns)
      text += "<g transform=\"translate(\(x) \(y))\">\n\(drawn(panel))</g>\n"
    }
    return text + "</svg>\n"
  }

  private func drawn(_ panel: Panel) -> String {
    let points = panel.dots + panel.line
    let xs = Axis(points.map(\.0), from: Self.margin, to: Self.width - 16)
    let ys = Axis(points.map(\.1), from: Self.height - Self.margin, to: 26)
    var text = "<text x=\"\(Self.margin)\" y=\"16\">\(panel.title)</text>\n"
    for power in xs.powers {
      text +=
        "<line x1=\"\(xs[power])\" y1=\"26\" x2=\"\(xs[power])\" y2=\"\(Self.height - Self.margin)\" stroke=\"#ddd\"/>"
      text +=
        "<text x=\"\(xs[power])\" y=\"\(Self.height - 28)\" text-anchor=\"middle\">\(Self.name(power))</text>\n"
    }
    for power in ys.powers {
      text +=
        "<line x1=\"\(Self.margin)\" y1=\"\(ys[power])\" x2=\"\(Self.width - 16)\" y2=\"\(ys[power])\" stroke=\"#ddd\"/>"
      text +=
        "<text x=\"\(Self.margin - 4)\" y=\"\(ys[power] + 4)\" text-anchor=\"end\">\(Self.name(power))</text>\n"
    }
    let path = panel.line.map { "\(xs[$0.0]),\(ys[$0.1])" }.joined(separator: " ")
    text += "<polyline points=\"\(path)\" fill=\"none\" stroke=\"#888\" stroke-width=\"1.5\"/>\n"
    for dot in panel.dots {
      text += "<circle cx=\"\(xs[dot.0])\" cy=\"\(ys[dot.1])\" r=\"3.5\" fill=\"#c33\"/>\n"
    }
    let middle = (Self.margin + Self.width - 16) / 2
    return text
      + "<text x=\"\(middle)\" y=\"\(Self.height - 12)\" text-anchor=\"middle\">\(panel.label)</text>\n"
  }

  private static func name(_ x: Double) -> String {
    x >= 1e6 ? "\(Int(x / 1e6))M" : x >= 1e3 ? "\(Int(x / 1e3))k" : x >= 1 ? "\(Int(x))" : "\(x)"
  }

  /// A logarithmic axis over whole powers of ten.
  private struct Axis {
    private let low: Double
    private let high: Double
    private let from: Double
    private let to: Double

    init(_ values: [Double], from: Double, to: Double) {
      low = floor(log10(values.min() ?? 1))
      high = max(ceil(log10(values.max() ?? 10)), low + 1)
      self.from = from
      self.to = to
    }

    subscript(x: Double) -> Double { from + (to - from) * (log10(x) - low) / (high - low) }

    var powers: [Double] { stride(from: low, through: high, by: 1).map { pow(10, $0) } }
  }
}
