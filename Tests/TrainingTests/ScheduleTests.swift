import Testing
import Training

struct ScheduleTests {
  @Test("factors over 100 steps are those of PyTorch's schedulers, or of published formulas")
  func likePyTorch() throws {
    let fixture = try fixture("schedules.json", [String: [Double]].self)
      .merging(fixture("published_schedules.json", [String: [Double]].self)) { known, _ in known }
    for schedule in Schedule.allCases where schedule != .plateau && schedule != .constant {
      let expected = try #require(fixture[schedule.rawValue])
      for t in 0..<100 {
        #expect(abs(schedule.factor(step: t, of: 100) - expected[t]) < 1e-6, "\(schedule), step \(t)")
      }
    }
  }

  @Test("on a plateau the rate falls as PyTorch's does")
  func plateau() throws {
    let fixture = try fixture("schedules.json", [String: [Double]].self)
    var plateau = Plateau()
    for (loss, expected) in zip(try #require(fixture["losses"]), try #require(fixture["plateau"])) {
      #expect(abs(plateau.factor - expected) < 1e-9)
      plateau.observe(loss)
    }
  }

  @Test("a loss of nothing cannot fall, so that the rate does")
  func nothing() {
    var plateau = Plateau()
    for _ in 0..<7 { plateau.observe(0) }
    #expect(plateau.factor == 0.5)
  }
}
