// swift-tools-version: 6.2
import PackageDescription

// The BLAS to build against, by its pkg-config name. OpenBLAS unless `MLP_BLAS` says otherwise:
// `MLP_BLAS=blas` takes the system's alternative (reference BLAS, BLIS, ...).
let blas = Context.environment["MLP_BLAS"] ?? "openblas"

// With `MLP_FUZZ` the package has the fuzzer and the counter of mutants (Tests/Fuzzing) in place of its programs, whose
// sources are then a library that can be attacked, and of its other tests.
let fuzzes = Context.environment["MLP_FUZZ"] != nil

/// Rooms that touch memory only through other rooms: an unsafe expression does not compile there.
let safe: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// Rooms that hold memory or call C: every unsafe expression is marked `unsafe`.
let marked: [SwiftSetting] = safe

/// A program; to be fuzzed, one whose `main` goes by another name.
func program(_ name: String, dependencies: [Target.Dependency]) -> Target {
  let main = name.replacing("-", with: "_") + "_main"
  let entry = SwiftSetting.unsafeFlags(["-Xfrontend", "-entry-point-function-name", "-Xfrontend", main])
  return fuzzes
    ? .target(name: name, dependencies: dependencies, swiftSettings: safe + [entry])
    : .executableTarget(name: name, dependencies: dependencies, swiftSettings: safe)
}

/// What attacks the readers of files and options.
let attacked: [Target.Dependency] = [
  "CheckpointFile", "CommandLine", "Errors", "Files", "LinearAlgebra", "ModelFile", "Network", "Tabular",
  "Training", "mlp-train", "mlp-predict",
]

let attacks: [Target] =
  fuzzes
  ? [
    .target(
      name: "Attacks", dependencies: attacked, path: "Tests/Fuzzing", sources: ["Attacks", "Mutants"]),
    .executableTarget(
      name: "fuzz", dependencies: ["Attacks"], path: "Tests/Fuzzing/Fuzzer",
      // Debian's gold breaks off at these objects.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    .executableTarget(name: "mutants", dependencies: ["Attacks"], path: "Tests/Fuzzing/Count"),
  ]
  : [
    .testTarget(
      name: "FuzzingTests", dependencies: attacked, path: "Tests/Fuzzing",
      exclude: ["Corpus", "Count", "Fuzzer", "README.md"], sources: ["Attacks", "Mutants", "Tests"])
  ]

let package = Package(
  name: "mlp",
  products: fuzzes
    ? []
    : [
      .executable(name: "mlp-train", targets: ["mlp-train"]),
      .executable(name: "mlp-predict", targets: ["mlp-predict"]),
    ],
  targets: [
    // System libraries and the C kernels.
    .systemLibrary(name: "CBLAS", pkgConfig: blas, providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CVectorMath"),

    // Rooms, from the ground up.
    .target(name: "Errors", swiftSettings: safe),
    .target(name: "Files", dependencies: ["Errors", "CZlib", "CZstd"], swiftSettings: marked),
    .target(
      name: "LinearAlgebra", dependencies: ["CBLAS", "CVectorMath"], swiftSettings: marked),
    .target(
      name: "Factorization", dependencies: ["CLAPACKE", "LinearAlgebra"], swiftSettings: marked),
    .target(name: "Network", dependencies: ["CVectorMath", "LinearAlgebra"], swiftSettings: safe),
    .target(
      name: "Training",
      dependencies: ["CVectorMath", "Errors", "Factorization", "LinearAlgebra", "Network"],
      swiftSettings: safe),
    .target(name: "Tabular", dependencies: ["CVectorMath", "Errors", "LinearAlgebra"], swiftSettings: safe),
    .target(
      name: "ModelFile", dependencies: ["Errors", "LinearAlgebra", "Network", "Tabular"],
      swiftSettings: safe),
    .target(
      name: "CheckpointFile", dependencies: ["Errors", "ModelFile", "Training"], swiftSettings: safe),
    .target(name: "CommandLine", dependencies: ["Errors"], swiftSettings: safe),

    // Programs.
    program(
      "mlp-train",
      dependencies: [
        "CheckpointFile", "CommandLine", "Errors", "Files", "LinearAlgebra", "ModelFile", "Network",
        "Tabular", "Training",
      ]),
    program(
      "mlp-predict",
      dependencies: ["CommandLine", "Errors", "Files", "LinearAlgebra", "ModelFile", "Network", "Tabular"]),

    // Measurements.
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "CBLAS", "CVectorMath", "CZlib", "Errors", "Files", "LinearAlgebra", "Network", "Tabular", "Training",
      ],
      path: "Benchmarks/Suite"),

    // Tests, room by room.
    .testTarget(name: "FilesTests", dependencies: ["Errors", "Files"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(name: "FactorizationTests", dependencies: ["Factorization", "LinearAlgebra"]),
    .testTarget(name: "NetworkTests", dependencies: ["LinearAlgebra", "Network"], exclude: ["Fixtures"]),
    .testTarget(
      name: "TrainingTests", dependencies: ["Errors", "LinearAlgebra", "Network", "Training"],
      exclude: ["Fixtures"]),
    .testTarget(name: "TabularTests", dependencies: ["Errors", "LinearAlgebra", "Tabular"]),
    .testTarget(
      name: "CSVCaseTests",
      dependencies: [
        "CZlib", "CZstd", "Errors", "Files", "LinearAlgebra", "Tabular", "mlp-train", "mlp-predict",
      ]),
    .testTarget(
      name: "ModelFileTests", dependencies: ["Errors", "LinearAlgebra", "ModelFile", "Network", "Tabular"],
      exclude: ["Golden"]),
    .testTarget(
      name: "CheckpointFileTests", dependencies: ["CheckpointFile", "Errors", "ModelFile", "Training"]),
    .testTarget(name: "CommandLineTests", dependencies: ["CommandLine", "Errors"]),
    .testTarget(
      name: "ToolTests",
      dependencies: ["CommandLine", "LinearAlgebra", "ModelFile", "Network", "mlp-train", "mlp-predict"],
      exclude: ["Transcripts"]),
  ].filter { !fuzzes || $0.type != .test } + attacks,
  swiftLanguageModes: [.v6]
)
