import Diagnostics
import MLP
import Options
import Testing
import Training

struct PlanTests {
  private func plan(_ table: String, _ given: GivenOptions = [:]) throws -> TrainingPlan {
    let request = TrainingRequest(inputs: [table], given: given, program: "test", threads: 1)
    return try ModelTrainer(request) { _ in }.plan()
  }

  @Test("a fifth of the rows is held out, and the loss, the bins and the batch size follow from the table")
  func classification() throws {
    let plan = try plan(Sample.iris)
    #expect(plan.data.training.count == 120 && plan.data.validation?.count == 30)
    #expect(plan.settings.loss == .crossEntropy && plan.calibration == .temperature)
    // 120 / 16 rows a bin, and minibatches of 32 below 2,000 rows.
    #expect(plan.data.bins == 7 && plan.options.batchSize == 32)
    #expect(plan.network.widths.suffix(3) == [256, 256, 3])
  }

  @Test(
    "a small regression is planned for Levenberg–Marquardt, unless an option of other optimizers is given")
  func smallRegression() throws {
    let small = try plan(Sample.diabetes)
    #expect(small.settings.optimizer == .levenbergMarquardt && small.network.widths == [10, 10, 1])
    #expect(small.networks == 4 && small.provenance["batch-size"] == "all")
    let large = try plan(Sample.diabetes, ["batch-size": "64"])
    #expect(large.settings.optimizer == .adamw && large.options.batchSize == 64)
  }

  @Test("every option that changes a model is in the plan's provenance, and has an origin")
  func provenance() throws {
    let plan = try plan(Sample.wine, ["preset": "fast", "epochs": "7"])
    let names = TrainingOptionTable.names(.inProvenance)
    #expect(Set(plan.origins.keys) == names)
    #expect(Set(plan.provenance.keys) == Set(names.map(\.rawValue)).subtracting(["folds"]))
  }

  @Test("the origin of a value is who chose it")
  func origins() throws {
    let origins = try plan(Sample.wine, ["preset": "fast", "epochs": "7"]).origins
    #expect(origins["epochs"] == .user)
    #expect(origins["activation"] == .preset && origins["ensemble"] == .preset)
    #expect(origins["batch-size"] == .data && origins["loss"] == .data)
    #expect(origins["learning-rate"] == .defaults && origins["seed"] == .defaults)
    let small = try plan(Sample.diabetes).origins
    #expect(small["optimizer"] == .data && small["hidden"] == .data)
  }

  @Test("options from a configuration file and from a search say so")
  func givenOrigins() {
    let file = GivenOptions(["epochs": ["5"], "seed": ["2"]], from: .configFile)
    let given = file.with(GivenOptions(["seed": ["3"]]))
    #expect(given.origin(of: "epochs") == .configFile && given.origin(of: "seed") == .user)
    #expect(given["seed"] == "3" && given.origin(of: "bins") == nil)
    #expect(given.filter { $0 == "seed" } == GivenOptions(["seed": ["3"]]))
  }

  @Test(
    "options that cannot be combined are refused before anything is read",
    arguments: [
      (["folds": "3", "validation-fraction": "0.1"], "`folds` and `validation-fraction`"),
      (["group": "a", "time": "b"], "`group` and `time`"),
      (["optimizer": "lbfgs", "dropout": "0.2"], "`dropout` cannot be combined with `optimizer` lbfgs"),
      (["activation": "identity", "parametric-activation": Flag.on], "`parametric-activation`"),
      (["loss": "poisson", "target-transform": "log"], "remove `target-transform`"),
      (["task": "regression", "label-smoothing": "0.1"], "`label-smoothing` 0.1 is for classes"),
      (["epochs": "0"], "`epochs`: expected a whole number from 1 to 1000000, found '0'"),
    ] as [(GivenOptions, String)])
  func conflicts(_ given: GivenOptions, _ message: String) {
    let request = TrainingRequest(inputs: ["/nonexistent.csv"], given: given, program: "test")
    let failure = #expect(throws: Failure.self) { try ModelTrainer(request) { _ in } }
    #expect(failure?.kind == .usage)
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }

  @Test("an option for numbers is refused where the table turns out to hold classes, and the reverse")
  func dataConflicts() {
    let cases: [(table: String, given: GivenOptions)] = [
      (Sample.iris, ["target-transform": "log"]), (Sample.iris, ["loss": "huber"]),
      (Sample.diabetes, ["label-smoothing": "0.1"]), (Sample.diabetes, ["calibration": "temperature"]),
    ]
    for (table, given) in cases {
      let failure = #expect(throws: Failure.self) { try plan(table, given) }
      #expect(failure?.kind == .usage, "\(given)")
    }
  }
}
