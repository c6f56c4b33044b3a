import Parallel
import Synchronization
import Testing

struct OrderedPipelineTests {
  struct Stop: Error, Equatable { var item: Int }

  @Test("products arrive in the order of their items, whoever was faster", arguments: [1, 2, 4])
  func order(_ threads: Int) throws {
    var next = 0
    var arrived: [Int] = []
    try OrderedPipeline.run(
      on: ThreadPool(threads: threads),
      take: { () throws(Stop) -> Int? in
        next += 1
        return next <= 1000 ? next : nil
      },
      work: { (item) throws(Stop) -> Int in
        // Later items are often done before earlier ones.
        (0..<(item % 7) * 500).reduce(item) { ($0 &* 31 &+ $1) | 1 } == 0 ? 0 : item * item
      },
      handOver: { (product) throws(Stop) in arrived.append(product) })
    #expect(arrived == (1...1000).map { $0 * $0 })
  }

  @Test("the failure that is thrown is the first in the order of items", arguments: [1, 2, 4])
  func failures(_ threads: Int) {
    for stage in 0..<3 {
      var next = 0
      var arrived = 0
      let failure = #expect(throws: Stop.self) {
        try OrderedPipeline.run(
          on: ThreadPool(threads: threads),
          take: { () throws(Stop) -> Int? in
            next += 1
            if stage == 0 && next == 50 { throw Stop(item: next) }
            return next <= 1000 ? next : nil
          },
          work: { (item) throws(Stop) -> Int in
            if stage == 1 && item >= 50 { throw Stop(item: item) }
            return item
          },
          handOver: { (item) throws(Stop) in
            if stage == 2 && item == 50 { throw Stop(item: item) }
            arrived += 1
          })
      }
      #expect(failure == Stop(item: 50) && arrived == 49)
    }
  }

  @Test("no more items are on their way than four for each thread")
  func bounded() throws {
    let taken = Atomic<Int>(0)
    var most = 0
    var handedOver = 0
    try OrderedPipeline.run(
      on: ThreadPool(threads: 3),
      take: { () throws(Stop) -> Int? in
        taken.add(1, ordering: .relaxed).newValue <= 500 ? 1 : nil
      },
      work: { (item) throws(Stop) -> Int in item },
      handOver: { (_) throws(Stop) in
        most = max(most, taken.load(ordering: .relaxed) - handedOver)
        handedOver += 1
      })
    #expect(handedOver == 500 && most <= 13)
  }
}
