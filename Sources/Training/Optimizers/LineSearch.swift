/// A line search for a step that meets the strong Wolfe conditions: the value falls by a part of what the slope at the
/// start promises, and the slope is flatter than at the start.
///
/// Algorithms 3.5 and 3.6 of Nocedal and Wright, "Numerical Optimization" (2nd edition, 2006).
package struct LineSearch {
  /// A point on the line, the value and slope there, and whatever else was computed there.
  package struct Point<Detail> {
    package let step: Double
    package let value: Double
    package let slope: Double
    package let detail: Detail

    package init(step: Double, value: Double, slope: Double, detail: Detail) {
      self.step = step
      self.value = value
      self.slope = slope
      self.detail = detail
    }
  }

  /// The part of the promised decrease that is required, c₁.
  private let fall = 1e-4
  /// The part of the slope that may remain, c₂; suits quasi-Newton methods.
  private let flatness = 0.9
  private let maximumEvaluations = 20

  package init() {}

  /// A point beyond `start`, where the slope is negative, that meets the conditions.
  ///
  /// If none is found in time, the lowest point that was; nil if none was lower than `start`. `first` is the first step
  /// to try. A value of NaN counts as high.
  package func search<Detail>(
    from start: Point<Detail>, first: Double, _ evaluate: (Double) -> Point<Detail>
  ) -> Point<Detail>? {
    var previous = start
    var step = first
    for evaluation in 1...maximumEvaluations {
      let point = evaluate(step)
      if isTooHigh(point, start) || evaluation > 1 && point.value >= previous.value {
        return zoom(from: start, low: previous, high: point, maximumEvaluations - evaluation, evaluate)
      }
      if isFlat(point, start) { return point }
      if point.slope >= 0 {
        return zoom(from: start, low: point, high: previous, maximumEvaluations - evaluation, evaluate)
      }
      previous = point
      step *= 2
    }
    return previous.step > 0 ? previous : nil
  }

  /// Narrows an interval whose lower end meets the first condition and slopes down into the interval.
  private func zoom<Detail>(
    from start: Point<Detail>, low: Point<Detail>, high: Point<Detail>, _ evaluations: Int,
    _ evaluate: (Double) -> Point<Detail>
  ) -> Point<Detail>? {
    var (low, high) = (low, high)
    for _ in 0..<evaluations {
      let point = evaluate(between(low, high))
      if isTooHigh(point, start) || point.value >= low.value {
        high = point
      } else {
        if isFlat(point, start) { return point }
        if point.slope * (high.step - low.step) >= 0 { high = low }
        low = point
      }
    }
    return low.step > 0 ? low : nil
  }

  private func isTooHigh<Detail>(_ point: Point<Detail>, _ start: Point<Detail>) -> Bool {
    !(point.value <= start.value + fall * point.step * start.slope)
  }

  private func isFlat<Detail>(_ point: Point<Detail>, _ start: Point<Detail>) -> Bool {
    abs(point.slope) <= -flatness * start.slope
  }

  /// The minimum of the cubic through both ends and their slopes (formula 3.59), at least a tenth of the interval away
  /// from each end; the middle if there is none.
  private func between<Detail>(_ a: Point<Detail>, _ b: Point<Detail>) -> Double {
    let width = b.step - a.step
    let middle = a.step + width / 2
    let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step)
    let square = d1 * d1 - a.slope * b.slope
    guard square >= 0 else { return middle }
    let d2 = (width < 0 ? -1 : 1) * square.squareRoot()
    let lowest = b.step - width * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2)
    let share = (lowest - a.step) / width
    return share.isFinite ? a.step + width * min(max(share, 0.1), 0.9) : middle
  }
}
