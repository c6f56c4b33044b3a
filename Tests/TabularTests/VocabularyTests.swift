import Testing

@testable import Tabular

struct VocabularyTests {
  @Test("a word has one code, wherever it stands and whatever is behind it", arguments: 0...20)
  func places(_ length: Int) {
    var vocabulary = Vocabulary()
    let word = (0..<length).map { UInt8(97 + $0) }
    for before in 0..<9 {
      for after: [UInt8] in [[], [120], Array("yz,1234567890".utf8)] {
        let text = [UInt8](repeating: 44, count: before) + word + after
        #expect(vocabulary.add(text.span, before..<before + length) == 0)
      }
    }
    #expect(vocabulary.count == 1 && vocabulary[0].bytes == word)
  }

  @Test("thousands of words keep their codes, and are found again")
  func many() {
    var vocabulary = Vocabulary()
    let words = (0..<5_000).map { Array("w\($0 * 7919 % 5_000)".utf8) }
    for (code, word) in words.enumerated() { #expect(vocabulary.add(word.span, 0..<word.count) == code) }
    for (code, word) in words.enumerated() {
      #expect(vocabulary.add(word.span, 0..<word.count) == code && vocabulary[code].bytes == word)
    }
    #expect(vocabulary.count == 5_000 && vocabulary.words.map(\.bytes) == words)
  }

  @Test("words are told apart by each of their bytes")
  func bytes() {
    var vocabulary = Vocabulary()
    for length in 1...17 {
      for place in 0..<length {
        var word = [UInt8](repeating: 97, count: length)
        word[place] = 98
        let known = vocabulary.count
        #expect(vocabulary.add(word.span, 0..<length) == known)
      }
    }
  }
}
