// Trains a classifier of data/iris.csv and writes it to iris.safetensors.
import MLP

let request = try TrainingRequest(
  paths: ["data/iris.csv"], targets: ["species"], options: ["preset": "fast", "epochs": "50"])
let outcome = try request.train { progress in
  print("epoch \(progress.epoch) of \(progress.epochCount), loss \(progress.trainingLoss)")
}
for warning in outcome.warnings { print("warning: \(warning)") }
try outcome.model.write(to: "iris.safetensors")
print("validation accuracy \(outcome.metrics["accuracy"] ?? .nan)")
