/// Chooses which of many trials to run next, and for how long, so that most of the work goes to the best ones.
///
/// Successive halving (Jamieson and Talwalkar, AISTATS 2016) in the asynchronous form of Li et al., "A System for
/// Massively Parallel Hyperparameter Tuning" (MLSys 2020), with one worker. After each run, the best third of a rung
/// may move up to the next, which has three times the epochs. The choice depends on the runs alone, so a search can
/// stop at any time and continue later. The first trial, alone at first, moves up to the last rung.
package struct SuccessiveHalving: Sendable {
  /// One trial (from 1) on one rung (from 1).
  package struct Job: Hashable, Sendable {
    package let trial: Int
    package let rung: Int

    package init(trial: Int, rung: Int) { (self.trial, self.rung) = (trial, rung) }
  }

  /// A completed job.
  package struct Run: Hashable, Sendable {
    package let job: Job
    /// Lower is better; infinite if the training diverged.
    package let cost: Double

    package init(_ job: Job, cost: Double) {
      self.job = job
      self.cost = cost.isNaN ? .infinity : cost
    }
  }

  /// One of how many moves up, and the factor of the epochs on the next rung: η of the paper.
  private static let factor = 3
  /// The number of rungs; on the last one, trainings have all epochs.
  package static let rungs = 3

  /// In the order in which they ran.
  package private(set) var runs: [Run] = []

  package init() {}

  package mutating func add(_ run: Run) { runs.append(run) }

  /// The number of trials that have run.
  package var trials: Int { ranking(rung: 1).count }

  /// The next job: the trial that may move up to the highest rung, otherwise a new trial.
  ///
  /// Nil if all `trials` have run and none may move up.
  package func next(of trials: Int) -> Job? {
    for rung in (1..<Self.rungs).reversed() {
      let ranking = ranking(rung: rung)
      let above = Set(self.ranking(rung: rung + 1).map(\.job.trial))
      let best = ranking.prefix((ranking.count + Self.factor - 1) / Self.factor)
      if let run = best.first(where: { $0.cost.isFinite && !above.contains($0.job.trial) }) {
        return Job(trial: run.job.trial, rung: rung + 1)
      }
    }
    return self.trials < trials ? Job(trial: self.trials + 1, rung: 1) : nil
  }

  /// The best run on the highest rung that was reached; nil if every run diverged.
  package var best: Run? {
    (1...Self.rungs).reversed().lazy.compactMap { ranking(rung: $0).first { $0.cost.isFinite } }.first
  }

  /// The run of a trial on a rung.
  package func run(_ job: Job) -> Run? { runs.first { $0.job == job } }

  /// The epochs of a training on this rung, of `epochs` in total: a ninth, a third, all.
  package static func epochs(_ epochs: Int, rung: Int) -> Int {
    let part = (rung..<rungs).reduce(1) { product, _ in product * factor }
    return (epochs + part - 1) / part
  }

  /// The runs of a rung, the best first; of equal ones the earliest trial.
  private func ranking(rung: Int) -> [Run] {
    runs.filter { $0.job.rung == rung }.sorted { ($0.cost, $0.job.trial) < ($1.cost, $1.job.trial) }
  }
}
