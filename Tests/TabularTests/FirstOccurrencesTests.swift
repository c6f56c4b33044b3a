import Testing

@testable import Tabular

struct FirstOccurrencesTests {
  @Test("a word that was noted has its file and line, and another none")
  func places() {
    var places = FirstOccurrences()
    places.note(1, file: "f", line: 7)
    places.note(3, file: "g", line: 2)
    #expect(places[1] == ("f", 7) && places[3] == ("g", 2) && places.place(of: 3) == "g:2")
    #expect([0, 2, 4].map { places[$0].line } == [0, 0, 0])
  }
}
