import CommandLine
import Errors
import Testing

private enum Table: String, OptionTable {
  case name, count, quiet, loud, secret

  var row: Option {
    switch self {
    case .name: Option("NAME", letter: "n", group: "One", help: "a name")
    case .count: Option("N", group: "One", help: "a count")
    case .quiet: Option(letter: "q", group: "One", help: "say less")
    case .loud: Option(letter: "l", group: "One", help: "say more")
    case .secret: Option("WORD", group: "One", help: "not for a file")
    }
  }
}

struct ConfigFileTests {
  private func config(_ text: String) throws(Failure) -> Arguments<Table> {
    try Arguments(config: Array(text.utf8), file: "f.conf", forbidden: [.secret])
  }

  @Test("a line is name = value, or a name alone; blank lines and # say nothing")
  func lines() throws {
    let all = try config("# a file\n\n name =  two words = three \t\r\n  # count = 3\nquiet")
    #expect(all[.name] == "two words = three" && all.contains(.quiet) && !all.contains(.count))
    #expect(try config("name=x\ncount =").all(.count) == [""])
    #expect(try !config("").contains(.name))
  }

  @Test("the command line goes before the file, and so does the opposite of what stands there")
  func order() throws {
    let file = try config("name = a\ncount = 3\nquiet")
    func completed(_ words: [String]) throws -> Arguments<Table> {
      try Arguments<Table>(words).completed(by: file) { [.quiet: .loud, .loud: .quiet][$0] }
    }
    let given = try completed(["--name", "b", "data"])
    #expect(given[.name] == "b" && given[.count] == "3" && given.contains(.quiet))
    #expect(given.operands == ["data"])
    let loud = try completed(["-l"])
    #expect(loud.contains(.loud) && !loud.contains(.quiet) && loud[.name] == "a")
  }

  @Test(
    "what is wrong is told with its line",
    arguments: [
      ("name = a\nnmae = b", "line 2: unknown option --nmae; did you mean --name?"),
      ("name", "line 1: name needs a value: name = NAME"), ("quiet = yes", "line 1: quiet takes no value"),
      ("\n--name = a", "line 2: an option stands without dashes here: name = value"),
      ("name = a\nname = b", "line 2: --name is given twice"),
      ("= 3", "line 1: unknown option --; see --help"),
      ("secret = x", "line 1: secret is for the command line alone"),
    ])
  func refused(_ text: String, _ reason: String) {
    let failure = #expect(throws: Failure.self) { try config(text) }
    #expect(
      failure?.status == .usage && failure?.message == "'f.conf', \(reason)", "\(failure?.message ?? "")")
  }

  @Test("bytes that are no text are refused")
  func noText() {
    let failure = #expect(throws: Failure.self) {
      try Arguments<Table>(config: [0x6E, 0xFF, 0xFE], file: "f.conf")
    }
    #expect(failure?.message == "'f.conf' is no text in UTF-8")
  }
}
