import Tabular
import Testing

struct KFoldTests {
  @Test(
    "every row is in one fold, folds are of a size, and each has its share of every class",
    arguments: [2, 3, 10])
  func strata(_ count: Int) {
    let rows = (0..<1001).map { $0 * 3 }
    let strata = rows.indices.map { $0 % 10 == 0 ? 1 : 0 }
    let folds = Split.kFold(count, of: rows, strata: strata, groups: nil, seed: 1)
    #expect(folds.count == count && folds.flatMap(\.validation).sorted() == rows)
    for fold in folds {
      #expect((fold.training + fold.validation).sorted() == rows && fold.training == fold.training.sorted())
      #expect(abs(fold.validation.count * count - 1001) < count)
      #expect(abs(fold.validation.count { $0 % 30 == 0 } * count - 101) < count)
    }
    #expect(Split.kFold(count, of: rows, strata: strata, groups: nil, seed: 1) == folds)
    #expect(Split.kFold(count, of: rows, strata: strata, groups: nil, seed: 2) != folds)
  }

  @Test("a group is in one fold, and fewer groups than folds make none")
  func groups() {
    let rows = Array(0..<1000)
    let groups = rows.map { $0 / 7 }
    let folds = Split.kFold(5, of: rows, strata: nil, groups: groups, seed: 1)
    #expect(folds.flatMap(\.validation).sorted() == rows)
    for fold in folds {
      #expect(Set(fold.training.map { $0 / 7 }).isDisjoint(with: fold.validation.map { $0 / 7 }))
      #expect(abs(fold.validation.count - 200) <= 7)
    }
    #expect(Split.kFold(5, of: rows, strata: nil, groups: rows.map { $0 % 4 }, seed: 1) == [])
    #expect(Split.kFold(5, of: [1, 2, 3], strata: nil, groups: nil, seed: 1) == [])
  }
}
