import CLI
import Diagnostics
import Options
import Testing

private let list = OptionList([
  OptionDescription("name", "NAME", letter: "n", group: "One", traits: .basic, help: "a name"),
  OptionDescription("count", "N", group: "One", default: "3", help: "a count"),
  OptionDescription("kind", "KIND", group: "One", help: "a kind, as with \(option: "count")"),
  OptionDescription("list", "A,B", letter: "l", group: "Two", traits: .repeatable, help: "several"),
  OptionDescription("verbose", letter: "v", group: "Two", help: "say more"),
  OptionDescription("quiet", letter: "q", group: "Two", help: "say less"),
  OptionDescription("scale", group: "Two", traits: .negatable, help: "multiply"),
  OptionDescription(
    "in-many-words", "VALUE", group: "Two",
    help: "an explanation that is so long that it needs more than a line of the help"),
])

private func message(_ words: [String]) -> String {
  do {
    _ = try Arguments(words, list)
    return "accepted"
  } catch {
    return error.kind == .usage ? error.message.forCommandLine : "another status"
  }
}

struct ArgumentsTests {
  @Test(
    "an option's value follows it, or =, or its letter",
    arguments: [
      ["--name", "x"], ["--name=x"], ["-n", "x"], ["-nx"], ["-vqnx"],
    ])
  func spellings(_ words: [String]) throws {
    #expect(try Arguments(words, list)["name"] == "x")
  }

  @Test("-- ends the options, - is an operand, and a value may begin with a dash")
  func operands() throws {
    let arguments = try Arguments(["a", "-", "--name", "-1", "--", "--count", "-v"], list)
    #expect(arguments.operands == ["a", "-", "--count", "-v"])
    #expect(arguments["name"] == "-1")
    #expect(!arguments.contains("verbose"))
    #expect(try Arguments(["--list", "a", "-lb"], list).given.all("list") == ["a", "b"])
  }

  @Test("a negatable flag is on or off, and not both")
  func negation() throws {
    #expect(try Arguments(["--scale"], list)["scale"] == Flag.on)
    #expect(try Arguments(["--no-scale"], list)["scale"] == Flag.off)
    #expect(message(["--scale", "--no-scale"]) == "--scale and --no-scale cannot be combined")
    #expect(message(["--no-quiet"]) == "unknown option --no-quiet; see --help")
  }

  @Test("what cannot be is refused in words")
  func refusals() {
    #expect(message(["-quiet"]) == "unknown option -quiet; did you mean --quiet?")
    #expect(message(["-name=x"]) == "unknown option -name; did you mean --name?")
    #expect(message(["--nmae", "x"]) == "unknown option --nmae; did you mean --name?")
    #expect(message(["--zzzzzz"]) == "unknown option --zzzzzz; see --help")
    #expect(message(["-z"]) == "unknown option -z; see --help")
    #expect(message(["--name"]) == "--name needs a value: NAME")
    #expect(message(["--verbose=yes"]) == "--verbose takes no value")
    #expect(message(["--name=a", "-nb"]) == "--name is given twice")
  }

  @Test("the help is made of the table")
  func rendering() {
    let help = HelpText(
      usage: "tool FILE", about: "Does a thing.", options: list.options,
      examples: [("tool a", "do it"), ("tool b", "do more"), ("tool c", "do most")],
      exitStatuses: [("0", "done")])
    #expect(
      help.complete == """
        Usage: tool FILE

        Does a thing.

        One:
          -n, --name NAME             a name
              --count N               a count (default: 3)
              --kind KIND             a kind, as with --count

        Two:
          -l, --list A,B              several
          -v, --verbose               say more
          -q, --quiet                 say less
              --[no-]scale            multiply
              --in-many-words VALUE   an explanation that is so long that it needs more
                                      than a line of the help

        Exit status:
          0             done

        Examples:
          tool a
              do it
          tool b
              do more
          tool c
              do most

        """)
    #expect(
      help.short == """
        Usage: tool FILE

        Does a thing.

        One:
          -n, --name NAME             a name

        Examples:
          tool a
              do it
          tool b
              do more

        --help lists all 8 options.

        """)
  }
}
