import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Options
import Parallel
import Testing

@testable import MLP

struct EnsembleTrainerTests {
  /// Each network is trained for three epochs, so that all are the same work.
  @Test(
    "as many networks are trained as come to the work that is allowed",
    arguments: [(0.5, 1), (1.9, 1), (2.1, 2), (3.5, 3), (9.0, 4), (.infinity, 4)])
  func work(_ allowed: Double, _ count: Int) throws {
    let request = TrainingRequest(
      inputs: [Sample.iris], given: ["epochs": "3", "hidden": "8", "ensemble": "4"], program: "test",
      threads: 1)
    let plan = try ModelTrainer(request) { _ in }.plan()
    let work = 3 * plan.network.work(rows: plan.data.training.count, batchSize: plan.options.batchSize)
    let limited = plan.limited(to: allowed * work)
    let context = TrainingContext(workers: ThreadPool(threads: 1), cancellation: .never, observer: { _ in })
    var trainer = EnsembleTrainer(limited, nil, in: context)
    let ensemble = try trainer.train()
    #expect(ensemble.networks.count == count && ensemble.outcome.epochs == 3)
  }
}
