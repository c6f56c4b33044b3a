/// The distribution from which the weights of a layer are drawn before training.
///
/// All others have mean 0 and the given variance, of a normal or a uniform distribution. Biases begin at zero.
package enum Initialization: String, CaseIterable, Codable, Sendable {
  /// Variance 2 / d(l−1) (He et al., 2015).
  case heNormal = "he-normal"
  case heUniform = "he-uniform"
  /// Variance 2 / (d(l−1) + d(l)) (Glorot and Bengio, 2010).
  case glorotNormal = "glorot-normal"
  case glorotUniform = "glorot-uniform"
  /// Variance 1 / d(l−1) (LeCun et al., 1998).
  case leCunNormal = "lecun-normal"
  case leCunUniform = "lecun-uniform"
  /// Orthonormal columns or rows (Saxe, McClelland and Ganguli, 2014).
  case orthogonal
}
