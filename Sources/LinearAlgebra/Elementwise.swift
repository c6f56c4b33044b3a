import CKernels

/// Loops over elements: shapes are checked here, the loops are in CKernels.
package enum Elementwise {
  /// Z ← Z + b for each column, A ← f(Z).
  ///
  /// Z and A are d × N and may be the same matrix; b is d × 1.
  package static func activate(_ f: ActivationKernel, _ Z: Matrix, plus b: Matrix, into A: Matrix) {
    precondition(Z.isContiguous && A.isContiguous && b.isContiguous, "columns with gaps")
    precondition(Z.rows == A.rows && Z.columns == A.columns && b.count == Z.rows, "the shapes differ")
    unsafe CKernels.activate(f, Z.base, A.base, b.base, Z.rows, Z.columns)
  }

  /// E ← E ⊙ f′(Z), where f′ is computed from `ZA`, which is Z or A, depending on the activation.
  ///
  /// All are d × N.
  package static func applyDerivative(_ f: ActivationKernel, _ E: Matrix, from ZA: Matrix) {
    precondition(E.isContiguous && ZA.isContiguous && E.count == ZA.count, "the shapes differ")
    unsafe activate_gradient(f, E.base, ZA.base, E.count)
  }

  /// Z ← Z + b for each column, A ← Z + α ⊙ (f(Z) − Z).
  ///
  /// Z and A are d × N and may be the same matrix; b and the slopes α are d × 1.
  package static func activate(
    _ f: ActivationKernel, _ Z: Matrix, plus b: Matrix, slopes: Matrix, into A: Matrix
  ) {
    precondition(Z.isContiguous && A.isContiguous && b.isContiguous && slopes.isContiguous)
    precondition(Z.rows == A.rows && Z.columns == A.columns && b.count == Z.rows, "the shapes differ")
    precondition(slopes.count == Z.rows, "the shapes differ")
    unsafe activate_sloped(f, Z.base, A.base, b.base, slopes.base, Z.rows, Z.columns)
  }

  /// Backward: Z ← E ⊙ (f(Z) − Z), whose sums over the samples are dα, and E ← E ⊙ (1 + α ⊙ (f′(Z) − 1)).
  ///
  /// Z and E are d × N, the slopes α are d × 1.
  package static func applyDerivative(_ f: ActivationKernel, _ E: Matrix, slopes: Matrix, Z: Matrix) {
    precondition(E.isContiguous && Z.isContiguous && slopes.isContiguous, "columns with gaps")
    precondition(E.rows == Z.rows && E.columns == Z.columns && slopes.count == Z.rows, "the shapes differ")
    unsafe activate_sloped_gradient(f, E.base, Z.base, slopes.base, E.rows, E.columns)
  }

  /// The loss of each sample between Z and Y (both d × N), times its weight (1 × N), into `losses` (1 × N), and E ←
  /// scale · weight · dl/dZ.
  package static func loss(
    _ loss: LossKernel, _ Z: Matrix, _ Y: Matrix, weights: Matrix, into E: Matrix, losses: Matrix,
    parameter: Float,
    scale: Float
  ) {
    check(Z, weights, E, losses)
    precondition(Y.isContiguous && Y.rows == Z.rows && Y.columns == Z.columns, "the shapes differ")
    unsafe elementwise_loss(
      loss, Z.base, Y.base, weights.base, E.base, losses.base, Z.rows, Z.columns, parameter, scale)
  }

  /// The same for the cross-entropy of softmax(Z), Z being K × N, with the classes y (1 × N, whole numbers below K).
  package static func softmaxCrossEntropy(
    _ Z: Matrix, _ y: Matrix, weights: Matrix, into E: Matrix, losses: Matrix, smoothing: Float, scale: Float
  ) {
    check(Z, weights, E, losses)
    checkClasses(y, Z)
    unsafe softmax_cross_entropy(
      Z.base, y.base, weights.base, E.base, losses.base, Z.rows, Z.columns, smoothing, scale)
  }

  /// The same for the one-against-rest hinge loss of Z (K × N) with the classes y (1 × N, whole numbers below K).
  package static func hinge(
    _ Z: Matrix, _ y: Matrix, weights: Matrix, into E: Matrix, losses: Matrix, scale: Float
  ) {
    check(Z, weights, E, losses)
    checkClasses(y, Z)
    unsafe multiclass_hinge(Z.base, y.base, weights.base, E.base, losses.base, Z.rows, Z.columns, scale)
  }

  /// Z ← softmax(Z), each column by itself.
  package static func softmax(_ Z: Matrix) {
    precondition(Z.isContiguous)
    unsafe CKernels.softmax(Z.base, Z.rows, Z.columns)
  }

  /// Z ← 1 / (1 + exp(−Z)).
  package static func sigmoid(_ Z: Matrix) {
    precondition(Z.isContiguous)
    unsafe CKernels.sigmoid(Z.base, Z.count)
  }

  /// Z ← exp(Z).
  package static func exponential(_ Z: Matrix) {
    precondition(Z.isContiguous)
    unsafe CKernels.exponential(Z.base, Z.count)
  }

  /// One step of an update rule on W with gradient dW and moments m and v, all of one shape.
  package static func update(
    _ optimizer: OptimizerKernel, _ W: Matrix, _ dW: Matrix, _ m: Matrix, _ v: Matrix, _ step: OptimizerStep
  ) {
    precondition(W.isContiguous && dW.isContiguous && m.isContiguous && v.isContiguous)
    precondition(dW.count == W.count && m.count == W.count && v.count == W.count, "the shapes differ")
    unsafe withUnsafePointer(to: step) {
      unsafe optimizer_update(optimizer, W.base, dW.base, m.base, v.base, W.count, $0)
    }
  }

  /// b ← E · 1: the sum of each row of E (d × N) into b (d × 1).
  package static func sumRows(_ E: Matrix, into b: Matrix) {
    precondition(b.isContiguous && b.count == E.rows, "the shapes differ")
    unsafe row_sums(E.base, E.stride, E.rows, E.columns, b.base)
  }

  /// B ← B + factor · A.
  package static func add(_ A: Matrix, to B: Matrix, times factor: Float = 1) {
    precondition(A.isContiguous && B.isContiguous && A.count == B.count, "the shapes differ")
    unsafe CKernels.add(B.base, A.base, factor, A.count)
  }

  /// B ← B + share · (A − B).
  package static func lerp(_ B: Matrix, to A: Matrix, share: Float) {
    precondition(A.isContiguous && B.isContiguous && A.count == B.count, "the shapes differ")
    unsafe CKernels.lerp(B.base, A.base, share, A.count)
  }

  /// x ← the elements of A, column after column.
  package static func toDouble(_ A: Matrix, into x: inout [Double]) {
    precondition(A.isContiguous && x.count >= A.count, "the shapes differ")
    for i in 0..<A.count { unsafe x[i] = Double(A.base[i]) }
  }

  /// Column n of J from row `offset` on ← vec(a eᵀ), then e: the derivatives of a layer for sample n.
  ///
  /// A is d(l−1) × N; E, whose columns are derivatives by Z(l), is d(l) × N; J has N columns.
  package static func layerJacobian(_ A: Matrix, _ E: Matrix, into J: Matrix, offset: Int) {
    precondition(A.isContiguous && E.isContiguous && J.isContiguous, "columns with gaps")
    precondition(A.columns == E.columns && J.columns == E.columns, "one column a sample")
    precondition(offset >= 0 && offset + (A.rows + 1) * E.rows <= J.rows, "rows out of the matrix")
    unsafe layer_jacobian(A.base, E.base, J.base + offset, A.rows, E.rows, E.columns, J.rows)
  }

  /// The sum of all elements, in double precision.
  package static func sum(_ A: Matrix) -> Double {
    precondition(A.isContiguous)
    return unsafe CKernels.sum(A.base, A.count)
  }

  /// The sum of the squares of all elements, in double precision.
  package static func sumOfSquares(_ A: Matrix) -> Double {
    precondition(A.isContiguous)
    return unsafe sum_of_squares(A.base, A.count)
  }

  /// Sets elements to zero with probability `drop` / 2¹⁶; `first` is the position of the first element in the mask that
  /// key, layer and step determine.
  package static func dropOut(
    _ A: Matrix, first: Int, drop: UInt32, key: UInt64, layer: UInt32, step: UInt32
  ) {
    precondition(A.isContiguous)
    unsafe drop_out(A.base, A.count, UInt64(first), drop, key, layer, step)
  }

  /// Row `row` of X ← t = (x − center) · factor for the numbers x, one per column; t / √(1 + (t/3)²) if it clips.
  ///
  /// NaN counts as `missing`.
  package static func scale(
    _ x: ArraySlice<Float>, center: Double, factor: Double, clips: Bool, missing: Float, into X: Matrix,
    row: Int
  ) {
    precondition(x.count == X.columns && row >= 0 && row < X.rows, "one number a column")
    unsafe x.withUnsafeBufferPointer { x in
      guard let numbers = x.baseAddress else { return }
      unsafe scale_numbers(
        numbers, x.count, center, factor, clips ? 1 : 0, missing, X.base + row, X.stride)
    }
  }

  /// `sums` ← V, or in column k the sum of the columns of V up to k.
  package static func prefixSum(_ V: Matrix, into sums: Matrix, isCumulative: Bool) {
    precondition(V.isContiguous && sums.isContiguous && V.rows == sums.rows && V.columns == sums.columns)
    if isCumulative {
      unsafe prefix_sum(V.base, sums.base, V.rows, V.columns)
    } else {
      sums.assign(V)
    }
  }

  /// A ← the columns of X (same rows) with these indices, in this order.
  package static func gather(_ indices: ArraySlice<Int32>, of X: Matrix, into A: Matrix) {
    precondition(X.isContiguous && A.isContiguous && A.rows == X.rows && A.columns == indices.count)
    for (n, index) in indices.enumerated() {
      precondition(index >= 0 && index < X.columns, "column out of the matrix")
      unsafe (A.base + n * A.rows).update(from: X.base + Int(index) * X.rows, count: X.rows)
    }
  }

  private static func check(_ Z: Matrix, _ weights: Matrix, _ E: Matrix, _ losses: Matrix) {
    precondition(Z.isContiguous && E.isContiguous && weights.isContiguous && losses.isContiguous)
    precondition(E.rows == Z.rows && E.columns == Z.columns, "the shapes differ")
    precondition(weights.count == Z.columns && losses.count == Z.columns, "one weight and loss a sample")
  }

  private static func checkClasses(_ y: Matrix, _ Z: Matrix) {
    precondition(y.isContiguous && y.count == Z.columns, "one class a sample")
    precondition(
      (0..<y.count).allSatisfy { y[0, $0] >= 0 && y[0, $0] < Float(Z.rows) }, "a class out of range")
  }
}
