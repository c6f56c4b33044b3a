import CLI
import NeuralNetwork
import Tabular
import Training

/// The options of mlp-train.
enum TrainOption: String, OptionTable {
  case target, task, ignore, numeric, categorical, weight
  case classWeight = "class-weight"
  case delimiter, header
  case noHeader = "no-header"
  case missing, scaling, bins
  case numberEmbedding = "number-embedding"
  case periodic
  case targetTransform = "target-transform"
  case clipOutput = "clip-output"
  case noClipOutput = "no-clip-output"
  case validation
  case validationFraction = "validation-fraction"
  case folds, group, time
  case maxColumns = "max-columns"
  case maxField = "max-field"
  case maxCategories = "max-categories"

  case preset, members, heads
  case frontScale = "front-scale"
  case noFrontScale = "no-front-scale"
  case hidden, activation
  case learnedSlopes = "learned-slopes"
  case dropout
  case dropoutSchedule = "dropout-schedule"
  case initialization = "init"

  case loss
  case lossParameter = "loss-parameter"
  case labelSmoothing = "label-smoothing"
  case calibration
  case optimizer
  case beta1, beta2
  case parametrization
  case learningRate = "learning-rate"
  case rateFactors = "rate-factors"
  case schedule
  case batchSize = "batch-size"
  case epochs, patience, ema
  case weightDecay = "weight-decay"
  case embeddingDecay = "embedding-decay"
  case weightDecaySchedule = "weight-decay-schedule"
  case l1, l2
  case clipNorm = "clip-norm"
  case timeLimit = "time-limit"
  case search
  case searchTable = "search-table"
  case seed, threads

  case output
  case checkpoint
  case checkpointEvery = "checkpoint-every"
  case resume
  case progress, quiet, verbose
  case config
  case printConfig = "print-config"
  case help, version

  var row: Option {
    switch self {
    case .target:
      Option(
        "COL[,COL…]", letter: "t", group: "Data",
        help: "what to predict: names or numbers from 1; the last column if not given")
    case .task: Option("TASK", group: "Data", help: "auto, classification or regression")
    case .ignore: Option("COLS", group: "Data", help: "columns to leave out")
    case .numeric: Option("COLS", group: "Data", help: "columns that must hold numbers")
    case .categorical:
      Option(
        "COLS", group: "Data", help: "columns whose values are categories, even if they look like numbers")
    case .weight: Option("COL", group: "Data", help: "how much each row counts, a number of 0 or more")
    case .delimiter: Option("CHAR", group: "Data", help: "between fields: a character, tab, or auto")
    case .header: Option(group: "Data", help: "the first line holds names, whatever it looks like")
    case .missing:
      Option(
        "WORDS", group: "Data",
        help: "that mark a missing value, besides nothing at all; NA,NaN,null,N/A,#N/A,? if not given")
    case .validation:
      Option("FILE", group: "Data", help: "rows to judge by while training, instead of a part of the data")
    case .folds:
      Option(
        "K", group: "Data",
        help:
          "cross-validation: K networks, each judged by another K-th of the rows and taught by the others; the "
          + "model has all of them")
    case .group:
      Option("COL", group: "Data", help: "rows with the same value stay on one side of the validation split")
    case .time:
      Option(
        "COL", group: "Data",
        help:
          "the rows that are last by this column of dates or numbers are the ones to judge by; it is not "
          + "learned from")
    case .scaling:
      Option("HOW", group: "Data", help: "of numbers: \(words(Scaling.self)); robust if not given")
    case .bins:
      Option(
        "N", group: "Data",
        help:
          "the most pieces of a column of numbers; 1 for none; 128 if not given, "
          + "or fewer where columns are many or rows few, 1 for more than 256 columns of numbers, and 1 with lbfgs and levenberg-marquardt"
      )
    case .numberEmbedding:
      Option(
        "N", group: "Data",
        help:
          "the most inputs that the pieces of a column of numbers become by a matrix that is learned, half as many "
          + "as there are at most, where they are eight or more; 0 for an input a piece; 16 if not given, 0 with lbfgs "
          + "and levenberg-marquardt")
    case .periodic:
      Option(
        "N", group: "Data",
        help:
          "adds to each column of numbers three inputs, learned from so many cosines of it, whose frequencies and "
          + "phases are learned too (PBLD; RealMLP has 16); 0, for none, if not given")
    case .targetTransform:
      Option(
        "HOW", group: "Data",
        help:
          "of a target of numbers: \(words(TargetTransform.Curve.self)); log learns log(1 + y), normal the normal "
          + "quantiles; good for relative errors of a skewed target, less so for the RMSE; none if not given")
    case .clipOutput:
      Option(
        group: "Data",
        help:
          "predicted numbers stay in the range of the target in the rows learned from; the default, except with fast, "
          + "lbfgs and levenberg-marquardt")
    case .noClipOutput: Option(group: "Data", help: "predicted numbers may leave that range")
    case .maxColumns: Option("N", group: "Data", help: "the most columns of a file; 100,000 if not given")
    case .maxField:
      Option(
        "SIZE", group: "Data",
        help: "the longest field, from 1MB to 256MB, and half of the longest record; 128MB if not given")
    case .maxCategories:
      Option(
        "N", group: "Data",
        help:
          "the most words of a column that are told apart, and classes of the target; 100,000 and 1,000 if not given"
      )
    case .classWeight:
      Option(
        "HOW", group: "Data",
        help: "none, or balanced: rare classes count as much as frequent ones; none if not given")
    case .noHeader: Option(group: "Data", help: "the first line is a row; columns are column_1, column_2, …")
    case .validationFraction:
      Option("SHARE", group: "Data", help: "of the rows to judge by while training; 0.2 if not given")
    case .preset:
      Option(
        "NAME", group: "Network",
        help:
          "fast (relu, --bins 1, --ema 0, --no-front-scale, --members 1), default or best (--members 16), for what is "
          + "not given otherwise")
    case .members:
      Option(
        "N", group: "Network",
        help:
          "networks that are trained one after the other, and whose predictions are averaged; if not given "
          + "as many as take fifteen seconds or so, 4 at most; 1 with fast and lbfgs, 16 with best"
      )
    case .heads:
      Option(
        "K", group: "Network",
        help:
          "networks that share all but factors of the inputs and the last layer, and whose predictions are averaged; "
          + "1 if not given")
    case .frontScale:
      Option(
        group: "Network",
        help:
          "inputs are multiplied by factors that are learned, but for those of words that are looked up; so they are if "
          + "not given, except with fast, lbfgs and levenberg-marquardt, and with several --heads anyway")
    case .noFrontScale: Option(group: "Network", help: "the inputs of one head are not multiplied by factors")
    case .learnedSlopes:
      Option(
        group: "Network",
        help: "each hidden unit learns how far its activation bends: its output is z + slope · (f(z) − z)")
    case .hidden:
      Option(
        "N[,N…]", group: "Network",
        help: "the widths of the hidden layers; 256,256 if not given, 10 with levenberg-marquardt")
    case .activation:
      Option(
        "NAME", group: "Network",
        help: "\(words(Activation.self)); mish if not given, relu with fast, tanh with levenberg-marquardt")
    case .dropout:
      Option(
        "P", group: "Network",
        help: "the share of hidden units dropped in training, below 1; 0.1 if not given, 0 with lbfgs and "
          + "levenberg-marquardt")
    case .dropoutSchedule:
      Option("NAME", group: "Network", help: "of --dropout, as of --schedule; constant if not given")
    case .initialization:
      Option(
        "NAME", group: "Network",
        help: "\(words(Initialization.self)); what suits the activation if not given")
    case .loss:
      Option(
        "NAME", group: "Training",
        help:
          "\(words(Loss.Function.self)); cross-entropy for classes, squared-error for numbers if not given")
    case .optimizer:
      Option(
        "NAME", group: "Training",
        help:
          "\(words(Optimizer.Method.self)); adamw if not given, levenberg-marquardt for numbers of few rows where "
          + "nothing is said of network and training. The last two take all rows at once, for small networks: "
          + "lbfgs for any loss, levenberg-marquardt for numbers")
    case .beta1:
      Option(
        "BETA", group: "Training",
        help: "the decay of the first moment with adam, adamw and nadam, or the momentum; 0.9 if not given")
    case .beta2:
      Option(
        "BETA", group: "Training",
        help:
          "the decay of the second moment; 0.999 with adam, adamw and nadam, 0.99 with rmsprop if not given")
    case .parametrization:
      Option(
        "NAME", group: "Training",
        help:
          "\(words(Parametrization.self)); the latter moves weights at 1 / √inputs of the learning rate with "
          + "adam, adamw, nadam and rmsprop, else at 1 / inputs, and biases at a tenth; standard if not given"
      )
    case .rateFactors:
      Option(
        "GROUP=X,…", group: "Training",
        help:
          "the parts of the learning rate at which these move: weights, biases, embeddings (of words and numbers), "
          + "frequencies (of --periodic), factors (of --heads or --front-scale), slopes (of --learned-slopes); 1 for "
          + "what is not given, 6 for the factors of one head")
    case .schedule:
      Option(
        "NAME", group: "Training", help: "of the learning rate: \(words(Schedule.self)); cosine if not given")
    case .epochs:
      Option(
        "N", group: "Training",
        help: "passes over the data, at most; 100 if not given, 1000 with lbfgs and levenberg-marquardt")
    case .patience:
      Option(
        "N", group: "Training",
        help:
          "epochs without a better validation loss before the training ends; 16 if not given, 50 with lbfgs "
          + "and levenberg-marquardt")
    case .ema:
      Option(
        "DECAY", group: "Training",
        help:
          "judges and keeps the exponential moving average of the weights over the steps; 0 for the weights "
          + "themselves; 0.99 if not given, 0 with fast, and with lbfgs and levenberg-marquardt")
    case .l1: Option("LAMBDA", group: "Training", help: "adds λ ‖W‖₁ to the loss")
    case .l2: Option("LAMBDA", group: "Training", help: "adds ½ λ ‖W‖² to the loss")
    case .search:
      Option(
        "TRIALS|TIME", group: "Training",
        help:
          "tries so many choices (30), or as many as the time allows (10min), of learning rate, network, batch size, "
          + "dropout, weight decay, label smoothing, bins and a skewed target's transform that are not given, on the "
          + "validation rows, and then trains with the best, for which --time-limit is; the same command goes on where "
          + "it stopped")
    case .searchTable:
      Option(
        "FILE", group: "Training",
        help: "the trials of a search, a CSV; OUTPUT with .trials.csv in place of its ending if not given")
    case .seed: Option("N", group: "Training", help: "of all that is drawn; 1 if not given")
    case .threads:
      Option(
        "N", group: "Training",
        help: "as many as there are cores if not given; the model does not depend on it")
    case .lossParameter:
      Option("X", group: "Training", help: "δ of huber, 1 if not given; τ of quantile, 0.5 if not given")
    case .labelSmoothing:
      Option(
        "S", group: "Training",
        help: "of cross-entropies, from 0 up to 1; 0.1 for more than two classes, else 0 if not given")
    case .calibration:
      Option(
        "HOW", group: "Training",
        help:
          "of probabilities, by the validation rows: \(words(Calibration.self)); temperature with "
          + "cross-entropies if not given")
    case .learningRate:
      Option(
        "RATE", group: "Training",
        help:
          "to begin with; if not given 0.001, with sgd 0.1, with momentum and nesterov 0.02; that of "
          + "--parametrization neural-tangent has to be given")
    case .batchSize:
      Option(
        "N", group: "Training",
        help:
          "rows in a minibatch; if not given 32 for less than 2,000 rows, 128 for less than 20,000, else 256")
    case .embeddingDecay:
      Option(
        "LAMBDA", group: "Training",
        help:
          "decoupled weight decay of embeddings, of the words of a column of more than a hundred; 20 with adamw, "
          + "else that of the weights")
    case .weightDecay:
      Option(
        "LAMBDA", group: "Training",
        help:
          "decoupled weight decay, with lbfgs and levenberg-marquardt the same as --l2; if not given 0.01 with "
          + "adamw, what the data ask for with levenberg-marquardt, else 0")
    case .weightDecaySchedule:
      Option(
        "NAME", group: "Training",
        help: "of decoupled weight decay, besides that of the learning rate; constant if not given")
    case .clipNorm:
      Option("NORM", group: "Training", help: "the longest gradient; any length if not given")
    case .timeLimit:
      Option(
        "TIME", group: "Training",
        help: "such as 90s, 10m, 10min or 1h30m, after which the best model so far is saved")
    case .output:
      Option("FILE", letter: "o", group: "Output", help: "the model; NAME.safetensors if not given")
    case .checkpoint:
      Option(
        "FILE", group: "Output",
        help:
          "keeps the state of the training in a file, from which --resume goes on; it is replaced whole, written last "
          + "when a signal or the time limit ends the training, and removed when the training has come to its end"
      )
    case .checkpointEvery:
      Option("N|TIME", group: "Output", help: "how often: after N epochs, or such as 5min; 60s if not given")
    case .resume:
      Option(
        group: "Output",
        help:
          "goes on from the file of --checkpoint, if it is there, with the same data and options, to the same model as "
          + "if the training had never stopped")
    case .progress: Option("WHEN", group: "Output", help: "auto (on a terminal), always or never")
    case .quiet: Option(letter: "q", group: "Output", help: "says nothing but errors")
    case .verbose: Option(letter: "v", group: "Output", help: "says what was found out and chosen")
    case .config:
      Option(
        "FILE", group: "Other",
        help:
          "further options, in lines name = value; what the command line says goes before, and what does not go with it "
          + "falls away. A value may stand in double quotes, with \\\", \\\\ and \\n")
    case .printConfig:
      Option(
        group: "Other",
        help: "writes the options that are chosen for the data, as --config takes them, and does not train")
    case .help: Option(letter: "h", group: "Other", help: "shows this")
    case .version: Option(group: "Other", help: "shows the version")
    }
  }
}

/// A closed list of words as the help shows it.
private func words<CellText: CaseIterable & RawRepresentable<String>>(_ type: CellText.Type) -> String {
  CellText.allCases.map(\.rawValue).joined(separator: ", ")
}
