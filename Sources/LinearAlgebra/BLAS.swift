import CKernels
import Glibc

/// The BLAS that the program runs on, prepared once before its first call.
///
/// Products run on one thread of the library, because the package cuts the work itself (`ThreadPool`). OpenBLAS selects
/// its kernels when it is loaded; an old version does not know new processors and falls back to SSE3 kernels, which
/// have a quarter of the speed. Then it is made to select again.
package struct BLAS: Sendable {
  /// The library's name, such as `OpenBLAS`.
  package let library: String
  /// The kernels in use, such as `SkylakeX`; nil if the library does not name them.
  package let kernel: String?
  /// The kernels that the library had selected, if they were replaced.
  package let replacedKernel: String?
  /// The threads of the library: 1, or nil if they could not be set.
  package let threads: Int?
  /// The maximum number of multiplications of a product AB or ABᵀ for which the library has faster kernels, which copy
  /// nothing before they begin; 0 if it has none.
  let smallProduct: Int

  /// The maximum number of columns that can be computed together such that the bits of a column do not depend on its
  /// position; nil for any number.
  ///
  /// OpenBLAS's kernels for AVX2 add up every second group of six columns in another way.
  let positionInvariantColumns: Int?

  /// The library of this process.
  ///
  /// Every product uses it, so that it is prepared in time.
  package static let current = BLAS()

  private init() {
    let symbols = Symbols()
    let file = symbols.file(of: "cblas_sgemm")?.lowercased() ?? ""
    if file.contains("openblas"), let openBLAS = OpenBLAS(symbols) {
      library = "OpenBLAS"
      let chosen = openBLAS.core
      replacedKernel = openBLAS.chooseAgain(from: chosen) ? chosen : nil
      openBLAS.setThreads(1)
      kernel = openBLAS.core
      threads = 1
      positionInvariantColumns = ["Haswell", "Zen", "Excavator"].contains(openBLAS.core) ? 8 : nil
      smallProduct = ["SkylakeX", "Cooperlake", "SapphireRapids"].contains(openBLAS.core) ? 1_000_000 : 0
    } else {
      let known = Self.libraries.first { file.contains($0.name.lowercased()) }
      library = known?.name ?? "CBLAS of \(file)"
      kernel = nil
      replacedKernel = nil
      positionInvariantColumns = nil
      smallProduct = 0
      threads = known.flatMap { symbols.call($0.setThreads, with: 1) ? 1 : nil }
    }
  }

  /// Other libraries with threads of their own, and the function that sets their number.
  private static let libraries = [
    (name: "BLIS", setThreads: "bli_thread_set_num_threads"),
    (name: "MKL", setThreads: "MKL_Set_Num_Threads"),
  ]
}

/// OpenBLAS's own functions, looked up at run time because other libraries do not have them.
@safe struct OpenBLAS {
  private let symbols: Symbols
  private let coreName: @convention(c) () -> UnsafePointer<CChar>?
  private let setNumberOfThreads: @convention(c) (CInt) -> Void

  /// Nil if the functions are missing.
  init?(_ symbols: Symbols) {
    guard
      let coreName = unsafe symbols.find(
        "openblas_get_corename", as: (@convention(c) () -> UnsafePointer<CChar>?).self),
      let setThreads = symbols.find(
        "openblas_set_num_threads", as: (@convention(c) (CInt) -> Void).self)
    else { return nil }
    unsafe self.coreName = unsafe coreName
    self.setNumberOfThreads = setThreads
    self.symbols = symbols
  }

  var core: String { unsafe coreName().map { unsafe String(cString: $0) } ?? "unknown" }

  func setThreads(_ count: CInt) { setNumberOfThreads(count) }

  /// Replaces kernels that do not use what this processor has, unless the user selected them.
  ///
  /// Returns whether they were replaced.
  func chooseAgain(from core: String) -> Bool {
    let variable = "OPENBLAS_CORETYPE"
    guard unsafe getenv(variable) == nil, unsafe getenv("OPENBLAS_VERBOSE_CORETYPE") == nil,
      let better = Self.better(than: core, level: Int(processor_level())),
      let quit = symbols.find("gotoblas_dynamic_quit", as: (@convention(c) () -> Void).self),
      let start = symbols.find("gotoblas_dynamic_init", as: (@convention(c) () -> Void).self)
    else { return false }
    // The library reads its choice from the environment; child processes need not see it. If setting it failed for lack
    // of memory, other kernels would be used, which round differently.
    guard unsafe setenv(variable, better, 1) == 0 else { abort() }
    quit()
    start()
    unsafe unsetenv(variable)
    return true
  }

  /// The kernels to use on a processor of this level instead of `core`; nil if `core` is good enough.
  static func better(than core: String, level: Int) -> String? {
    let levels: [String: Int] = [
      "Katmai": 0, "Coppermine": 0, "Northwood": 0, "Prescott": 0, "Banias": 0, "Core2": 0, "Penryn": 0,
      "Dunnington": 0, "Nehalem": 0, "Athlon": 0, "Opteron": 0, "Opteron_SSE3": 0, "Barcelona": 0,
      "Bobcat": 0,
      "Atom": 0, "Nano": 0, "Sandybridge": 2, "Bulldozer": 2, "Piledriver": 2, "Steamroller": 2,
    ]
    guard let chosen = levels[core], chosen < level else { return nil }
    return level >= 4 ? "SkylakeX" : level >= 3 ? "Haswell" : nil
  }
}

/// The symbols of the running process.
@safe struct Symbols {
  private let handle = unsafe dlopen(nil, RTLD_NOW)

  func find<Function>(_ name: String, as type: Function.Type) -> Function? {
    guard let address = unsafe dlsym(handle, name) else { return nil }
    return unsafe unsafeBitCast(address, to: Function.self)
  }

  /// Calls a function of one integer, and returns whether it exists.
  func call(_ name: String, with argument: Int) -> Bool {
    guard let function = find(name, as: (@convention(c) (Int) -> Void).self) else { return false }
    function(argument)
    return true
  }

  /// The file that a function was loaded from, with links resolved.
  func file(of name: String) -> String? {
    guard let path = unsafe library_of(name) else { return nil }
    guard let real = unsafe realpath(path, nil) else {
      // There is no memory to find out which library it is.
      if errno == ENOMEM { abort() }
      return nil
    }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
