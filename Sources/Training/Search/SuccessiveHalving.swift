/// Which of many trials to run next, and for how long, so that most of the work goes to the best ones.
///
/// Successive halving (Jamieson and Talwalkar, AISTATS 2016) in the asynchronous form of Li et al., "A System for
/// Massively Parallel Hyperparameter Tuning" (MLSys 2020), with one worker: it is asked anew after each run, and the
/// best third of a rung goes up to the next, which has three times the epochs. What comes next depends on the runs
/// alone, so a search can stop at any time, and go on later. The first trial is alone at the beginning and so goes
/// all the way up.
package struct SuccessiveHalving: Sendable {
  /// One trial (from 1) on one rung (from 1).
  package struct Job: Hashable, Sendable {
    package let trial: Int
    package let rung: Int

    package init(trial: Int, rung: Int) { (self.trial, self.rung) = (trial, rung) }
  }

  /// A job that was done.
  package struct Run: Hashable, Sendable {
    package let job: Job
    /// The less the better; infinite where the training diverged.
    package let cost: Double

    package init(_ job: Job, cost: Double) {
      self.job = job
      self.cost = cost.isNaN ? .infinity : cost
    }
  }

  /// One of how many goes up, and how many times the epochs it gets there: η of the paper.
  private static let factor = 3
  /// On the last one trainings have all epochs.
  package static let rungs = 3

  /// In the order in which they were done.
  package private(set) var runs: [Run] = []

  package init() {}

  package mutating func add(_ run: Run) { runs.append(run) }

  /// How many trials were begun.
  package var trials: Int { ranking(rung: 1).count }

  /// What to run next: a trial that may go up, as far up as there is one, else a new one.
  ///
  /// Nil where all of the `trials` are begun and none may go up.
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

  /// The best run of the highest rung that was reached; nil where there is none that did not diverge.
  package var best: Run? {
    (1...Self.rungs).reversed().lazy.compactMap { ranking(rung: $0).first { $0.cost.isFinite } }.first
  }

  /// The run of a trial on a rung.
  package func run(_ job: Job) -> Run? { runs.first { $0.job == job } }

  /// The epochs of a training on this rung, of `epochs` in all: a ninth, a third, all.
  package static func epochs(_ epochs: Int, rung: Int) -> Int {
    let part = (rung..<rungs).reduce(1) { product, _ in product * factor }
    return (epochs + part - 1) / part
  }

  /// The runs of a rung, the best first; of equal ones the one that was tried first.
  private func ranking(rung: Int) -> [Run] {
    runs.filter { $0.job.rung == rung }.sorted { ($0.cost, $0.job.trial) < ($1.cost, $1.job.trial) }
  }
}
