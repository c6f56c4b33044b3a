import CLI
import NeuralNetwork
import Parallel
import Testing

@testable import mlp_train

struct MembersTests {
  /// Each network is trained for three epochs, so that all are the same work.
  @Test(
    "as many networks are trained as come to the work that is allowed",
    arguments: [(0.5, 1), (1.9, 1), (2.1, 2), (3.5, 3), (9.0, 4), (.infinity, 4)])
  func work(_ allowed: Double, _ count: Int) throws {
    let words = [ConfigTests.iris, "--epochs", "3", "--hidden", "8", "--quiet"]
    let (settings, workers) = (try Settings(Arguments(words)), ThreadPool(threads: 1))
    let data = try Dataset(settings, on: workers)
    let network = try MLPTrain.network(for: data, settings, seed: 1)
    let options = MLPTrain.options(for: network, rows: data.training.count, settings)
    let work = 3 * network.work(rows: data.training.count, batchSize: options.batchSize)
    var none: Checkpointing?
    let members = try Members(
      4, maximumWork: allowed * work, network, data, settings, options, &none, workers)
    #expect(members.networks.count == count && members.outcome.epochs == 3)
  }
}
