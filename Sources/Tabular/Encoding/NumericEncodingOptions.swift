/// What columns of numbers become, as far as their values do not say.
package struct NumericEncodingOptions: Hashable, Sendable {
  package var scaling: Scaling
  /// The most pieces; 1 for none.
  package var bins: Int
  /// The most inputs that the pieces of a column become; nil for one each.
  package var size: Int?
  /// How many frequencies a periodic embedding has; nil for none.
  package var frequencies: Int?

  package init(_ scaling: Scaling, bins: Int = 1, size: Int? = nil, frequencies: Int? = nil) {
    self.scaling = scaling
    self.bins = bins
    self.size = size
    self.frequencies = frequencies
  }
}
