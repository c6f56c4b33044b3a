import Diagnostics
import Files
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Options
import Parallel
import Tabular
import Training

/// Trains models: reads the data, decides what is left open, trains, and evaluates.
///
///     let trainer = try ModelTrainer(request, cancellation: .never) { event in … }
///     let result = try trainer.fit(trainer.plan())
package struct ModelTrainer {
  private let request: TrainingRequest
  private let settings: TrainingSettings
  private let context: TrainingContext
  private let earlier: Checkpoint?

  package var workers: ThreadPool { context.workers }

  /// Checks the request, and reads a checkpoint that is to be continued.
  ///
  /// Throws `.usage` for what cannot be, `.data` for a file that is no checkpoint, `.memory` where there is too
  /// little for one thread.
  package init(
    _ request: TrainingRequest, cancellation: Cancellation = .never, observer: @escaping TrainingObserver
  ) throws(Failure) {
    self.request = request
    settings = try request.settings()
    earlier = try request.checkpoint?.read(searches: request.search != nil, observer)
    context = TrainingContext(
      workers: try ThreadPool(wanted: request.threads), cancellation: cancellation, observer: observer)
  }

  /// Reads the data, searches if that was asked for, and decides everything that is open.
  ///
  /// Throws what is wrong with the data, or with the options for them.
  package func plan() throws -> TrainingPlan {
    let plan = if let search = request.search { try searched(search) } else { try direct() }
    try TrainedModel.check(plan.data.features, plan.data.target, plan.network, members: plan.networks)
    let blas = BLAS.current
    context.observer(
      .blas(
        library: blas.library, kernel: blas.kernel, replaced: blas.replacedKernel,
        threads: context.workers.threads))
    context.observer(.planned(plan))
    return plan
  }

  private func direct() throws(Failure) -> TrainingPlan {
    let table = try TrainingTable(request.inputs, settings, in: context).table
    let data = try DataPreparation(table, settings, request.given, in: context).trainingData()
    return try TrainingPlan(data, settings, request.given)
  }

  private func searched(_ options: SearchOptions) throws(Failure) -> TrainingPlan {
    let table = try TrainingTable(request.inputs, settings, in: context).table
    if let found = earlier?.found {
      let values = try options.chosen(found.values, request.given, checkpoint: request.checkpoint?.path ?? "")
      let given = request.given.with(search: values)
      let settings = try TrainingSettings(given)
      let data = try DataPreparation(table, settings, given, in: context).trainingData()
      return try TrainingPlan(
        data, settings, given, search: SearchOutcome(values: values, trials: found.trials))
    }
    var search = try HyperparameterSearch(options, settings, request.given, table, in: context)
    return try search.run()
  }

  /// Trains the networks of a plan, and evaluates them on the validation rows.
  ///
  /// Throws `.interrupted` where it is cancelled before the first epoch has ended.
  package func fit(_ plan: TrainingPlan) throws(Failure) -> FitResult {
    var provenance = plan.provenance
    if let search = plan.search { provenance["search"] = counted(search.trials, "trial") }
    if let folds = plan.data.folds { provenance["folds"] = "\(folds.count)" }
    context.observer(.options(provenance, plan.origins))
    var trainer = EnsembleTrainer(plan, try checkpointWriter(plan, provenance), in: context)
    let ensemble = if let cancelled = plan.search?.cancelled { cancelled } else { try trainer.train() }
    provenance[OptionName.ensemble.rawValue] = "\(ensemble.networks.count)"
    if plan.data.folds != nil {
      provenance["folds"] = "\(ensemble.scores.folds.count) of \(plan.networks)"
    }
    // With folds each validation row of the first one was a training row of another network.
    let report =
      plan.data.folds != nil
      ? nil
      : plan.data.validation.map {
        ValidationReport(
          of: ensemble.networks, on: $0, plan.data.target, calibration: plan.calibration,
          workers: context.workers)
      }
    if let calibration = report?.calibration { context.observer(.calibrated(calibration)) }
    let baselines = try report.flatMap { (report) throws(Failure) in
      try BaselineComparison.fit(
        plan.data, for: plan.network, report, seed: plan.options.seed, in: context)
    }
    return FitResult(
      model: model(plan, ensemble, report, baselines, provenance), plan: plan, ensemble: ensemble,
      report: report, baselines: baselines, checkpoint: trainer.checkpoint)
  }

  private func model(
    _ plan: TrainingPlan, _ ensemble: Ensemble, _ report: ValidationReport?,
    _ baselines: BaselineComparison?, _ options: [String: String]
  ) -> TrainedModel {
    let data = plan.data
    return TrainedModel(
      members: ensemble.networks, temperature: report?.temperature, intervals: report?.intervals,
      features: data.features, target: data.target, missing: data.missing,
      provenance: TrainedModel.Provenance(
        program: request.program, seed: plan.options.seed, options: options,
        metrics: report?.byName ?? ensemble.scores.byName, trainingRows: data.training.count,
        validationRows: data.validation?.count ?? 0, epochs: ensemble.outcome.epochs,
        bestEpoch: ensemble.outcome.bestEpoch, baselines: baselines?.byName))
  }

  /// The checkpoint to keep; nil where none was asked for, and for a search that was cancelled, which continues by
  /// its own log.
  private func checkpointWriter(
    _ plan: TrainingPlan, _ provenance: [String: String]
  ) throws(Failure) -> CheckpointWriter? {
    guard let options = request.checkpoint, plan.search?.cancelled == nil else { return nil }
    var asked = provenance
    if request.search != nil { asked["search"] = request.given[.search] ?? "" }
    var writer = try CheckpointWriter(
      options,
      Checkpoint(
        program: request.program, kernel: BLAS.current.kernel ?? "unknown", data: plan.data.fingerprint,
        options: asked, found: plan.search?.kept),
      after: earlier, context.observer)
    if plan.search != nil && earlier == nil { writer.write() }
    return writer
  }
}

/// What a training came to.
package struct FitResult {
  package let model: TrainedModel
  package let plan: TrainingPlan
  package let ensemble: Ensemble
  /// Nil without validation rows, and with folds.
  package let report: ValidationReport?
  package let baselines: BaselineComparison?
  private let checkpoint: CheckpointWriter?

  fileprivate init(
    model: TrainedModel, plan: TrainingPlan, ensemble: Ensemble, report: ValidationReport?,
    baselines: BaselineComparison?, checkpoint: CheckpointWriter?
  ) {
    (self.model, self.plan, self.ensemble) = (model, plan, ensemble)
    (self.report, self.baselines, self.checkpoint) = (report, baselines, checkpoint)
  }

  /// How many units of each hidden layer of the first network learn nothing from training rows, of which a few
  /// thousand are looked at.
  package var deadUnits: (perLayer: [Int], rows: Int) {
    let X = plan.data.training.X
    let sample = X.columns(0..<min(X.columns, 2_048))
    return (ensemble.networks[0].deadUnits(for: sample), sample.columns)
  }

  /// The checkpoint of a training that has come to its end; nil where there is none.
  var finishedCheckpoint: String? { ensemble.isComplete ? checkpoint?.file : nil }

  /// Removes the checkpoint of a training that has come to its end, and tells how one that has not is continued.
  ///
  /// To be called when the model is written. Throws where the checkpoint that would be needed could not be written.
  package func closeCheckpoint(isCancelled: Bool) throws(Failure) {
    guard let checkpoint else { return }
    // A model after a cancellation lacks the baselines; continuing adds them.
    if ensemble.isComplete && !isCancelled {
      checkpoint.remove()
    } else if let failure = checkpoint.failure, !isCancelled {
      throw failure
    } else {
      checkpoint.tellHowToResume()
    }
  }
}
