import Testing
import Training

/// The jobs were worked out by hand.
struct SuccessiveHalvingTests {
  typealias Job = SuccessiveHalving.Job

  /// Runs the next job until there is none; a trial has the same cost on all rungs.
  private func search(_ costs: [Double]) -> SuccessiveHalving {
    var halving = SuccessiveHalving()
    while let job = halving.next(of: costs.count) {
      halving.add(SuccessiveHalving.Run(job, cost: costs[job.trial - 1]))
    }
    return halving
  }

  private func jobs(_ costs: [Double]) -> [[Int]] {
    search(costs).runs.map { [$0.job.trial, $0.job.rung] }
  }

  @Test("rungs have a ninth, a third and all of the epochs, rounded up")
  func epochs() {
    #expect((1...3).map { SuccessiveHalving.epochs(90, rung: $0) } == [10, 30, 90])
    #expect((1...3).map { SuccessiveHalving.epochs(100, rung: $0) } == [12, 34, 100])
    #expect((1...3).map { SuccessiveHalving.epochs(1, rung: $0) } == [1, 1, 1])
  }

  @Test("the first trial moves up to the last rung")
  func first() {
    #expect(jobs([5]) == [[1, 1], [1, 2], [1, 3]])
  }

  @Test("of trials that get worse and worse a third moves up at a time, best first")
  func worse() {
    // ⌈n / 3⌉ of a rung of n move up: the second of the first rung does with four in it.
    #expect(
      jobs([1, 2, 3, 4, 5, 6, 7])
        == [
          [1, 1], [1, 2], [1, 3], [2, 1], [3, 1], [4, 1], [2, 2], [5, 1], [6, 1], [7, 1], [3, 2],
        ])
  }

  @Test("a trial that is better than all before moves up at once")
  func better() {
    #expect(jobs([2, 1]) == [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]])
    #expect(search([2, 1]).best?.job == Job(trial: 2, rung: 3))
    #expect(search([1, 2]).best?.job == Job(trial: 1, rung: 3))
  }

  @Test("a trial that diverged does not move up, and is never the best")
  func diverged() {
    #expect(jobs([.infinity, .nan, 1]) == [[1, 1], [2, 1], [3, 1], [3, 2], [3, 3]])
    #expect(search([.infinity, .nan]).best == nil)
  }

  @Test("the best is on the highest rung, even if one below seems better")
  func highest() {
    var halving = SuccessiveHalving()
    halving.add(SuccessiveHalving.Run(Job(trial: 3, rung: 1), cost: 2))
    #expect(halving.best?.job == Job(trial: 3, rung: 1))
    halving = SuccessiveHalving()
    for (job, cost) in [
      (Job(trial: 1, rung: 1), 3.0), (Job(trial: 1, rung: 2), 4), (Job(trial: 2, rung: 1), 1),
    ] {
      halving.add(SuccessiveHalving.Run(job, cost: cost))
    }
    #expect(halving.best?.job == Job(trial: 1, rung: 2))
    #expect(halving.next(of: 2) == Job(trial: 1, rung: 3))
  }

  @Test("a run is found by its trial and its rung")
  func run() {
    let halving = search([4, 6, 2])
    #expect(halving.run(Job(trial: 2, rung: 1))?.cost == 6 && halving.run(Job(trial: 3, rung: 1))?.cost == 2)
    #expect(halving.run(Job(trial: 2, rung: 2)) == nil)
  }

  @Test("more trials continue where fewer ended")
  func goingOn() {
    let costs = [4.0, 6, 2, 5, 1, 9, 3, 8, 7, 2.5, 0.5, 6.5]
    let few = jobs(Array(costs.prefix(5)))
    #expect(jobs(costs).prefix(few.count).elementsEqual(few))
  }
}
