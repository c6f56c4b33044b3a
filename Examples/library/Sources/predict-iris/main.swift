// Predicts and evaluates with iris.safetensors.
import MLPInference

let model = try TrainedModel(path: "iris.safetensors")
let flowers = try model.predict(rows: [
  ["sepal_length": "5.1", "sepal_width": "3.5", "petal_length": "1.4", "petal_width": "0.2"],
  ["sepal_length": "6.3", "sepal_width": "3.3", "petal_length": "6.0", "petal_width": "2.5"],
])
for (label, probabilities) in zip(flowers.labels, flowers.probabilities) {
  print("\(label) with probability \(probabilities.max() ?? 0)")
}

// A cell that is not a number is read as missing, and counted.
let flower = ["sepal_length": "5.1", "sepal_width": "wide", "petal_length": "1.4", "petal_width": "0.2"]
for cells in try model.predict(rows: [flower]).unexpected {
  print("'\(cells.example)' in column '\(cells.column)': \(cells.cause)")
}

let evaluation = try model.evaluate(path: "data/iris.csv")
print("accuracy \(evaluation["accuracy"] ?? .nan), \(evaluation.rowCount) rows")

do {
  _ = try model.predict(path: "none.csv")
} catch let failure as Failure {
  print("\(failure.kind): \(failure)")
}
