import CLI
import Diagnostics
import Options
import Testing

private let list = OptionList([
  OptionDescription("name", "NAME", letter: "n", group: "One", help: "a name"),
  OptionDescription("count", "N", group: "One", help: "a count"),
  OptionDescription("quiet", letter: "q", group: "One", help: "say less"),
  OptionDescription("loud", letter: "l", group: "One", help: "say more"),
  OptionDescription("scale", group: "One", traits: .negatable, help: "multiply"),
  OptionDescription("secret", "WORD", group: "One", traits: .commandLineOnly, help: "not for a file"),
])

private func line(_ name: OptionName, _ value: String) -> String { list[name]?.line(value) ?? "" }

struct ConfigFileTests {
  private func config(_ text: String) throws(Failure) -> Arguments {
    try Arguments(config: Array(text.utf8), file: "f.conf", list)
  }

  @Test("a line is name = value, or a name alone; blank lines and # say nothing")
  func lines() throws {
    let all = try config("# a file\n\n name =  two words = three \t\r\n  # count = 3\nquiet")
    #expect(all["name"] == "two words = three" && all.contains("quiet") && !all.contains("count"))
    #expect(try config("name=x\ncount =").given.all("count") == [""])
    #expect(try !config("").contains("name"))
  }

  @Test("a mark of the order of bytes says nothing")
  func byteOrderMark() throws { #expect(try config("\u{FEFF}name = a")["name"] == "a") }

  @Test(
    "any value comes back from the line that is written of it",
    arguments: [
      "", "a", "a b", " a", "a ", "\t", "y=z ", "# a", "\"", "\"a\"", "5\"", "a\"b", "a\\,b", " \\n ", "a\nb",
      "a\r\nb", "\r",
      "\u{2028}", "\u{301}a", " \u{301}a", "\\",
    ])
  func roundTrip(_ value: String) throws {
    let line = line("name", value)
    let read = try config(line + "\r\nquiet\n")
    #expect(read["name"] == value && read.contains("quiet"), "\(line)")
  }

  @Test("quotes are written where they are needed, and read anywhere")
  func quotes() throws {
    #expect(
      line("name", "a \"b\" c") == #"name = a "b" c"# && line("name", " \"\n\\") == #"name = " \"\n\\""#
    )
    #expect(line("quiet", Flag.on) == "quiet")
    #expect(try config(#"name = "a = b""#)["name"] == "a = b")
    #expect(line("scale", Flag.off) == "no-scale")
    #expect(try config("no-scale")["scale"] == Flag.off)
  }

  @Test("the command line goes before the file")
  func order() throws {
    let file = try config("name = a\ncount = 3")
    let (given, leftOut) = try Arguments(["--name", "b", "data"], list).completed(by: file) { _ in }
    #expect(given["name"] == "b" && given["count"] == "3" && given.operands == ["data"] && leftOut.isEmpty)
  }

  /// Quiet and loud exclude each other, and a count needs a name.
  private func completed(_ words: [String], by text: String, without unwanted: Set<OptionName> = []) throws
    -> (
      arguments: Arguments, leftOut: [OptionName]
    )
  {
    try Arguments(words, list).completed(by: config(text), without: unwanted) {
      (arguments) throws(Failure) in
      if arguments.contains("quiet") && arguments.contains("loud") { throw Failure(.usage, "both") }
      if arguments.contains("count") && !arguments.contains("name") {
        throw Failure(.usage, "a count of what")
      }
      if arguments["name"] == "many" && arguments.contains("quiet") { throw Failure(.usage, "many are loud") }
    }
  }

  @Test(
    "what of the file does not go with the command line, or is unwanted, falls away, and what needs it too")
  func fallsAway() throws {
    let loud = try completed(["-l"], by: "quiet\ncount = 3\nname = a")
    #expect(loud.leftOut == ["quiet"] && loud.arguments.contains("loud"))
    #expect(loud.arguments["name"] == "a" && loud.arguments["count"] == "3")
    let quiet = try completed(["-q"], by: "name = many\ncount = 3")
    #expect(quiet.leftOut == ["name", "count"] && quiet.arguments.contains("quiet"))
    #expect(try completed(["--name", "a"], by: "count = 3").leftOut.isEmpty)
    // A count on one side, and its name on the other.
    #expect(try completed(["--count", "3", "-l"], by: "name = a\nquiet").leftOut == ["quiet"])
    #expect(try completed(["--name", "a", "-l"], by: "count = 3\nquiet").leftOut == ["quiet"])
    let unwanted = try completed([], by: "name = a\ncount = 3\nloud", without: ["name"])
    #expect(unwanted.leftOut == ["name", "count"] && unwanted.arguments.contains("loud"))
  }

  @Test("conflicts within the file or within the command line are refused")
  func contradictions() {
    for (words, text) in [([], "quiet\nloud"), (["-n", "a"], "quiet\nloud"), (["-q", "-l"], "name = a")] {
      let failure = #expect(throws: Failure.self) { try completed(words, by: text) }
      #expect(failure?.message == "both")
    }
  }

  @Test("a failure gives the places of its options in the file")
  func located() throws {
    let given = try completed(["-l"], by: "\nname = a\nquiet\ncount = 3").arguments
    let (name, count): (OptionName, OptionName) = ("name", "count")
    let message = { (text: Message) in given.located(Failure(.usage, text)).message.forCommandLine }
    #expect(
      message("\(option: count) '3' is odd") == "--count '3' is odd (--count at f.conf:4)")
    #expect(
      message("\(option: name), \(option: count), \(option: name)")
        == "--name, --count, --name (--name at f.conf:2, --count at f.conf:4)")
    #expect(message("\(option: "loud") and --quiet") == "--loud and --quiet")
  }

  @Test(
    "an error in the file is reported with its line",
    arguments: [
      ("name = a\nnmae = b", ":2: unknown option --nmae; did you mean --name?"),
      ("name a b", ":1: expected name = NAME"),
      ("quiet yes", ":1: quiet takes no value"),
      ("secret x", ":1: secret is allowed on the command line only"),
      ("name", ":1: name needs a value: name = NAME"), ("quiet = yes", ":1: quiet takes no value"),
      ("\n--name = a", ":2: expected name = value, without dashes before the name"),
      ("name = a\nname = b", ":2: --name is given twice"),
      ("= 3", ":1: unknown option --; see --help"),
      ("secret = x", ":1: secret is allowed on the command line only"),
      (#"name = "a"#, ":1: a value that begins with a quote must end with one"),
      (
        #"name = "a" b"#, #":1: found text after the closing quote; write a quote within the value as \""#
      ),
      (#"name = "\t""#, #":1: in a quoted value, a backslash must precede ", \ or n"#),
    ])
  func refused(_ text: String, _ reason: String) {
    let failure = #expect(throws: Failure.self) { try config(text) }
    #expect(
      failure?.kind == .usage && failure?.message.forCommandLine == "f.conf\(reason)",
      "\(failure?.message ?? "")")
  }

  @Test("a file that is not UTF-8 text is refused")
  func noText() {
    let failure = #expect(throws: Failure.self) {
      try Arguments(config: [0x6E, 0xFF, 0xFE], file: "f.conf", list)
    }
    #expect(failure?.message == "'f.conf' is not UTF-8 text")
  }
}
