/// Work in three stages: items are taken one after the other, worked on side by side, and their products
/// handed over in the order in which the items were taken.
///
/// So a file is read, parsed on all threads, and its rows arrive in their order. What is handed over, the
/// first failure included, does not depend on the number of threads.
package enum OrderedPipeline {
  /// Runs until `take` gives nil or a stage fails; throws the failure that comes first in the order of items.
  ///
  /// `take` and `handOver` are called by one thread at a time, `work` by several. At most four items for each
  /// thread are on their way.
  package static func run<Item: Sendable, Product: Sendable, Failure: Error>(
    on workers: ThreadPool, take: () throws(Failure) -> Item?,
    work: @Sendable (Item) throws(Failure) -> Product, handOver: (Product) throws(Failure) -> Void
  ) throws(Failure) {
    let failure: Failure? = withoutActuallyEscaping(take) { take in
      withoutActuallyEscaping(work) { work in
        withoutActuallyEscaping(handOver) { handOver in
          let line = Line(take: take, work: work, handOver: handOver, limit: 4 * workers.threads)
          workers.run(workers.threads) { _ in line.join() }
          return line.failure
        }
      }
    }
    if let failure { throw failure }
  }
}

/// The state of a run, under the lock of its monitor.
private final class Line<Item: Sendable, Product: Sendable, Failure: Error>: @unchecked Sendable {
  private let condition = ConditionLock()
  private let take: () throws(Failure) -> Item?
  private let work: @Sendable (Item) throws(Failure) -> Product
  private let handOver: (Product) throws(Failure) -> Void
  private let limit: Int
  private var isTaking = false
  private var isHandingOver = false
  private var taken = 0
  private var handedOver = 0
  private var isOver = false
  private var products: [Int: Result<Product, Failure>] = [:]
  private(set) var failure: Failure?

  init(
    take: @escaping () throws(Failure) -> Item?, work: @escaping @Sendable (Item) throws(Failure) -> Product,
    handOver: @escaping (Product) throws(Failure) -> Void, limit: Int
  ) {
    self.take = take
    self.work = work
    self.handOver = handOver
    self.limit = limit
  }

  /// Works until there is no item left to take.
  func join() {
    condition.lock()
    while true {
      while !isOver && (isTaking || taken - handedOver >= limit) { condition.wait() }
      if isOver { break }
      isTaking = true
      condition.unlock()
      let item = Result { () throws(Failure) in try take() }
      condition.lock()
      isTaking = false
      let place = taken
      taken += 1
      if (try? item.get()) == nil { isOver = true }
      condition.wakeAll()
      condition.unlock()
      let product = product(of: item)
      condition.lock()
      if let product { products[place] = product }
      handOverWhatIsNext()
    }
    condition.unlock()
  }

  private func product(of item: Result<Item?, Failure>) -> Result<Product, Failure>? {
    switch item {
    case .failure(let failure): .failure(failure)
    case .success(nil): nil
    case .success(let item?): Result { () throws(Failure) in try work(item) }
    }
  }

  private func handOverWhatIsNext() {
    guard !isHandingOver else { return }
    isHandingOver = true
    while failure == nil, let product = products.removeValue(forKey: handedOver) {
      condition.unlock()
      let result = product.flatMap { product in
        Result { () throws(Failure) in try handOver(product) }
      }
      condition.lock()
      handedOver += 1
      if case .failure(let reason) = result {
        failure = reason
        isOver = true
      }
      condition.wakeAll()
    }
    isHandingOver = false
  }
}
