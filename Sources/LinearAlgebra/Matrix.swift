import Glibc

/// A dense matrix of `Float`, stored by columns.
///
/// Element (i, j) is at `j · stride + i`. The stride is the number of rows, so that a block of whole columns is
/// contiguous, except in a window on a block of rows. Samples are columns throughout the package.
///
/// A `Matrix` is a window on storage that it shares with its copies and with the matrices cut from it by `columns(_:)`,
/// like a NumPy view: a write through one is visible through all. So the threads of a step can write disjoint columns
/// of one matrix. `copy()` makes an independent matrix.
///
/// Safety: a window keeps its storage alive, never reaches beyond it, and checks every subscript. Two threads may use
/// overlapping windows only to read.
@safe package struct Matrix: @unchecked Sendable {
  package let rows: Int
  package let columns: Int
  package let stride: Int
  package let base: UnsafeMutablePointer<Float>
  private let storage: Storage

  /// A matrix of `rows` × `columns` whose elements are all equal.
  package init(rows: Int, columns: Int, repeating value: Float = 0) {
    self.init(
      storage: Storage(count: rows * columns, value: value), offset: 0, rows: rows, columns: columns,
      stride: rows)
  }

  /// A matrix of `rows` × `columns` from its elements, column after column.
  package init(rows: Int, columns: Int, _ elements: [Float]) {
    precondition(
      elements.count == rows * columns, "a \(rows) × \(columns) matrix has \(rows * columns) elements")
    self.init(rows: rows, columns: columns)
    for (i, element) in elements.enumerated() { unsafe base[i] = element }
  }

  private init(storage: Storage, offset: Int, rows: Int, columns: Int, stride: Int) {
    self.rows = rows
    self.columns = columns
    self.stride = stride
    self.storage = storage
    unsafe self.base = unsafe storage.base + offset
  }

  /// The number of elements.
  package var count: Int { rows * columns }

  package subscript(row: Int, column: Int) -> Float {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "index out of the matrix")
      return unsafe base[column * stride + row]
    }
    nonmutating set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "index out of the matrix")
      unsafe base[column * stride + row] = newValue
    }
  }

  /// All elements, column after column.
  ///
  /// The setter copies as many as the matrix has.
  package var elements: [Float] {
    get {
      precondition(isContiguous)
      return unsafe Array(UnsafeBufferPointer(start: base, count: count))
    }
    nonmutating set {
      precondition(isContiguous && newValue.count == count, "the matrix has \(count) elements")
      for (i, element) in newValue.enumerated() { unsafe base[i] = element }
    }
  }

  /// Whether the columns follow each other without gaps.
  package var isContiguous: Bool { stride == rows || columns <= 1 }

  /// The window on a block of columns, rows × `range.count`.
  package func columns(_ range: Range<Int>) -> Matrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns out of the matrix")
    return window(at: range.lowerBound * stride, rows: rows, columns: range.count, stride: stride)
  }

  /// The window on a block of rows, `range.count` × columns.
  ///
  /// It is not contiguous: products take it, loops over elements do not.
  package func rows(_ range: Range<Int>) -> Matrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows out of the matrix")
    return window(at: range.lowerBound, rows: range.count, columns: columns, stride: stride)
  }

  /// The window on every `step`-th column, starting at `first`.
  ///
  /// Like a block of rows, it is for products only.
  package func everyColumn(from first: Int, step: Int) -> Matrix {
    precondition(
      first >= 0 && first < step && columns % step == 0, "the columns are not a multiple of the step")
    return window(at: first * stride, rows: rows, columns: columns / step, stride: stride * step)
  }

  /// The `count` elements from `offset` on as a matrix of `rows` × `columns`.
  package func reshaped(from offset: Int = 0, rows: Int, columns: Int) -> Matrix {
    precondition(isContiguous && rows >= 0 && columns >= 0, "a window with gaps cannot be reshaped")
    precondition(offset >= 0 && offset + rows * columns <= count, "window out of the matrix")
    return window(at: offset, rows: rows, columns: columns, stride: rows)
  }

  private func window(at offset: Int, rows: Int, columns: Int, stride: Int) -> Matrix {
    Matrix(
      storage: storage, offset: unsafe base - storage.base + offset, rows: rows, columns: columns,
      stride: stride)
  }

  /// A matrix of the same elements in its own storage.
  package func copy() -> Matrix {
    let result = Matrix(rows: rows, columns: columns)
    result.assign(self)
    return result
  }

  /// Sets all elements to 0.
  package func clear() {
    for column in 0..<columns { unsafe (base + column * stride).update(repeating: 0, count: rows) }
  }

  /// Copies the elements of a matrix of the same shape.
  package func assign(_ other: Matrix) {
    precondition(rows == other.rows && columns == other.columns, "the shapes differ")
    precondition(isContiguous && other.isContiguous)
    unsafe base.update(from: other.base, count: count)
  }
}

/// Memory of a fixed size, aligned to a cache line, freed with its last owner.
@safe private final class Storage {
  let base: UnsafeMutablePointer<Float>

  init(count: Int, value: Float) {
    // Without memory it aborts as the Swift runtime does, without a message.
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    guard let memory = unsafe aligned_alloc(64, (bytes + 63) / 64 * 64) else { abort() }
    unsafe base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    unsafe base.initialize(repeating: value, count: count)
  }

  deinit { unsafe free(base) }
}
