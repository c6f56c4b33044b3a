import CLI

extension TrainCommand {
  package static let help = HelpText(
    usage: "mlp-train [OPTION]... TRAIN.csv[.gz|.zst]... | -",
    about: "Trains a multilayer perceptron on a table and writes a model file.", options: options.options,
    examples: [
      ("mlp-train data.csv --target price", "infer everything else, and write data.safetensors"),
      ("mlp-train data.csv -t price --preset best -o price.safetensors", "more networks for higher accuracy"),
      ("mlp-train data.csv -t price --folds 5", "5-fold cross-validation"),
      (
        "mlp-train data.csv -t price --checkpoint c --resume",
        "survive interruptions: rerun the command until its status is 0"
      ),
    ], exitStatuses: exitStatuses(interrupted: "the best model so far was saved"))
}
