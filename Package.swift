// swift-tools-version: 6.2
import PackageDescription

// The BLAS to build against, by its pkg-config name. OpenBLAS unless `MLP_BLAS` says otherwise:
// `MLP_BLAS=blas` takes the system's alternative (reference BLAS, BLIS, ...).
let blas = Context.environment["MLP_BLAS"] ?? "openblas"

// With `MLP_FUZZ` the package has the fuzzer and the counter of mutants (Tests/Fuzzing) in place of its programs and of
// its other tests.
let fuzzes = Context.environment["MLP_FUZZ"] != nil

/// Unsafe expressions do not compile without the mark `unsafe`.
///
/// Tests/lint.sh lists the modules in which there may be none.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// What attacks the readers of files and options.
let attacked: [Target.Dependency] = [
  "CLI", "Diagnostics", "Files", "LinearAlgebra", "MLP", "MLPInference", "Metrics",
  "NetworkInputs", "NeuralNetwork", "Options", "Parallel", "PredictCommand", "Tabular", "TrainCommand",
  "Training",
]

let attacks: [Target] =
  fuzzes
  ? [
    .target(
      name: "FuzzTargets", dependencies: attacked, path: "Tests/Fuzzing",
      sources: ["FuzzTargets", "MutatedFiles"]),
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Fuzzer",
      // Debian's gold breaks off at these objects.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    .executableTarget(name: "mutants", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Count"),
  ]
  : [
    .testTarget(
      name: "FuzzingTests", dependencies: attacked, path: "Tests/Fuzzing",
      exclude: ["Corpus", "Count", "Fuzzer", "README.md"], sources: ["FuzzTargets", "MutatedFiles", "Tests"])
  ]

let package = Package(
  name: "mlp",
  products: fuzzes
    ? []
    : [
      .library(name: "MLPInference", targets: ["MLPInference"]),
      .library(name: "MLP", targets: ["MLP"]),
      .executable(name: "mlp-train", targets: ["mlp-train"]),
      .executable(name: "mlp-predict", targets: ["mlp-predict"]),
    ],
  targets: [
    // System libraries and the C kernels.
    .systemLibrary(name: "CBLAS", pkgConfig: blas, providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CKernels"),

    // Rooms, from the ground up.
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "Parallel", dependencies: ["CKernels"], swiftSettings: strict),
    .target(name: "Files", dependencies: ["CZlib", "CZstd", "Diagnostics"], swiftSettings: strict),
    .target(name: "LinearAlgebra", dependencies: ["CBLAS", "CKernels", "Parallel"], swiftSettings: strict),
    .target(
      name: "Factorization", dependencies: ["CLAPACKE", "LinearAlgebra"], swiftSettings: strict),
    .target(name: "NetworkInputs", dependencies: ["CKernels", "LinearAlgebra"], swiftSettings: strict),
    .target(
      name: "NeuralNetwork", dependencies: ["CKernels", "LinearAlgebra", "NetworkInputs", "Parallel"],
      swiftSettings: strict),
    .target(
      name: "Metrics", dependencies: ["LinearAlgebra", "NeuralNetwork", "Parallel"], swiftSettings: strict),
    .target(
      name: "Training",
      dependencies: [
        "CKernels", "Diagnostics", "Factorization", "LinearAlgebra", "NetworkInputs", "NeuralNetwork",
        "Parallel",
      ],
      swiftSettings: strict),
    .target(
      name: "Tabular",
      dependencies: ["CKernels", "Diagnostics", "LinearAlgebra", "NetworkInputs", "Options", "Parallel"],
      swiftSettings: strict),
    .target(
      name: "MLPInference",
      dependencies: [
        "Diagnostics", "Files", "LinearAlgebra", "Metrics", "NetworkInputs", "NeuralNetwork", "Parallel",
        "Tabular",
      ],
      swiftSettings: strict),
    .target(name: "Options", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(
      name: "MLP",
      dependencies: [
        "Diagnostics", "Files", "LinearAlgebra", "MLPInference", "Metrics", "NetworkInputs",
        "NeuralNetwork", "Options", "Parallel", "Tabular", "Training",
      ],
      swiftSettings: strict),

    // The shell: what the programs share, and each of them.
    .target(name: "CLI", dependencies: ["Diagnostics", "Files", "Options"], swiftSettings: strict),
    .target(
      name: "TrainCommand",
      dependencies: [
        "CLI", "Diagnostics", "Files", "LinearAlgebra", "MLP", "MLPInference", "Metrics", "NeuralNetwork",
        "Options", "Parallel", "Tabular", "Training",
      ],
      swiftSettings: strict),
    .target(
      name: "PredictCommand",
      dependencies: [
        "CLI", "Diagnostics", "Files", "LinearAlgebra", "MLPInference", "Metrics", "NeuralNetwork", "Options",
        "Parallel", "Tabular",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "mlp-train", dependencies: ["CLI", "TrainCommand"], swiftSettings: strict),
    .executableTarget(
      name: "mlp-predict", dependencies: ["CLI", "PredictCommand"], swiftSettings: strict),

    // Measurements.
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "CBLAS", "CKernels", "CZlib", "Diagnostics", "Files", "LinearAlgebra", "NeuralNetwork", "Parallel",
        "Tabular", "Training",
      ],
      path: "Benchmarks/Suite"),

    // Tests, room by room.
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "ParallelTests", dependencies: ["LinearAlgebra", "Parallel"]),
    .testTarget(name: "FilesTests", dependencies: ["Diagnostics", "Files"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "Parallel"]),
    .testTarget(name: "FactorizationTests", dependencies: ["Factorization", "LinearAlgebra", "Parallel"]),
    .testTarget(name: "NetworkInputsTests", dependencies: ["LinearAlgebra", "NetworkInputs"]),
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["LinearAlgebra", "NetworkInputs", "NeuralNetwork", "Parallel"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "MetricsTests", dependencies: ["LinearAlgebra", "Metrics", "NeuralNetwork", "Parallel"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Diagnostics", "LinearAlgebra", "Metrics", "NetworkInputs", "NeuralNetwork", "Parallel", "Training",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "TabularTests",
      dependencies: ["Diagnostics", "LinearAlgebra", "NetworkInputs", "Parallel", "Tabular"]),
    .testTarget(
      name: "CSVCaseTests",
      dependencies: [
        "CZlib", "CZstd", "Diagnostics", "Files", "LinearAlgebra", "Parallel", "Tabular", "mlp-train",
        "mlp-predict",
      ]),
    .testTarget(
      name: "MLPInferenceTests",
      dependencies: [
        "Diagnostics", "LinearAlgebra", "MLPInference", "Metrics", "NetworkInputs", "NeuralNetwork",
        "Tabular",
      ], exclude: ["Golden"]),
    .testTarget(name: "OptionsTests", dependencies: ["Diagnostics", "Options"]),
    .testTarget(
      name: "MLPTests",
      dependencies: [
        "Diagnostics", "LinearAlgebra", "MLP", "MLPInference", "Metrics", "NeuralNetwork",
        "Options", "Parallel", "Tabular", "Training",
      ]),
    .testTarget(name: "CLITests", dependencies: ["CLI", "Diagnostics", "Options"]),
    .testTarget(
      name: "TrainCommandTests",
      dependencies: ["CLI", "Diagnostics", "MLP", "NeuralNetwork", "Options", "TrainCommand", "Training"]),
    .testTarget(
      name: "ToolTests",
      dependencies: [
        "CLI", "LinearAlgebra", "MLP", "MLPInference", "Metrics", "NeuralNetwork", "Parallel", "mlp-train",
        "mlp-predict",
      ],
      exclude: ["Transcripts"]),
  ].filter { !fuzzes || $0.type != .test } + attacks,
  swiftLanguageModes: [.v6]
)
