// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "iris",
  dependencies: [.package(name: "mlp", path: "../..")],
  targets: [
    .executableTarget(name: "train-iris", dependencies: [.product(name: "MLP", package: "mlp")]),
    .executableTarget(name: "predict-iris", dependencies: [.product(name: "MLPInference", package: "mlp")]),
  ]
)
