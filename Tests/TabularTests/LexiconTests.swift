import Testing

@testable import Tabular

struct LexiconTests {
  @Test("a word has one code, wherever it stands and whatever is behind it", arguments: 0...20)
  func places(_ length: Int) {
    var lexicon = Lexicon()
    let word = (0..<length).map { UInt8(97 + $0) }
    for before in 0..<9 {
      for after: [UInt8] in [[], [120], Array("yz,1234567890".utf8)] {
        let text = [UInt8](repeating: 44, count: before) + word + after
        #expect(lexicon.add(text.span, before..<before + length) == 0)
      }
    }
    #expect(lexicon.count == 1 && lexicon[0].bytes == word)
  }

  @Test("thousands of words keep their codes, and are found again")
  func many() {
    var lexicon = Lexicon()
    let words = (0..<5_000).map { Array("w\($0 * 7919 % 5_000)".utf8) }
    for (code, word) in words.enumerated() { #expect(lexicon.add(word.span, 0..<word.count) == code) }
    for (code, word) in words.enumerated() {
      #expect(lexicon.add(word.span, 0..<word.count) == code && lexicon[code].bytes == word)
    }
    #expect(lexicon.count == 5_000 && lexicon.words.map(\.bytes) == words)
  }

  @Test("words are told apart by each of their bytes")
  func bytes() {
    var lexicon = Lexicon()
    for length in 1...17 {
      for place in 0..<length {
        var word = [UInt8](repeating: 97, count: length)
        word[place] = 98
        let known = lexicon.count
        #expect(lexicon.add(word.span, 0..<length) == known)
      }
    }
  }
}
