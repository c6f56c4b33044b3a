// swift-tools-version: 6.2
import PackageDescription

// The BLAS to build against, by its pkg-config name. OpenBLAS unless `MLP_BLAS` says otherwise:
// `MLP_BLAS=blas` takes the system's alternative (reference BLAS, BLIS, ...).
let blas = Context.environment["MLP_BLAS"] ?? "openblas"

/// Rooms that touch memory only through other rooms: an unsafe expression does not compile there.
let safe: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// Rooms that hold memory or call C: every unsafe expression is marked `unsafe`.
let marked: [SwiftSetting] = safe

let package = Package(
  name: "mlp",
  products: [
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
    .executableTarget(
      name: "mlp-train",
      dependencies: [
        "CheckpointFile", "CommandLine", "Errors", "Files", "LinearAlgebra", "ModelFile", "Network",
        "Tabular", "Training",
      ],
      swiftSettings: safe),
    .executableTarget(
      name: "mlp-predict",
      dependencies: ["CommandLine", "Errors", "Files", "LinearAlgebra", "ModelFile", "Network", "Tabular"],
      swiftSettings: safe),

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
      name: "ModelFileTests", dependencies: ["Errors", "LinearAlgebra", "ModelFile", "Network", "Tabular"]),
    .testTarget(
      name: "CheckpointFileTests", dependencies: ["CheckpointFile", "Errors", "ModelFile", "Training"]),
    .testTarget(name: "CommandLineTests", dependencies: ["CommandLine", "Errors"]),
    .testTarget(
      name: "ToolTests",
      dependencies: ["CommandLine", "LinearAlgebra", "ModelFile", "Network", "mlp-train", "mlp-predict"],
      exclude: ["Transcripts"]),
  ],
  swiftLanguageModes: [.v6]
)
