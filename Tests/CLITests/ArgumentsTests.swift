import CLI
import Diagnostics
import Testing

private enum Table: String, OptionTable {
  case name, count, kind, list, time, verbose, quiet
  case many = "in-many-words"

  var row: Option {
    switch self {
    case .name: Option("NAME", letter: "n", group: "One", help: "a name")
    case .count: Option("N", group: "One", help: "a count")
    case .kind: Option("KIND", group: "One", help: "a kind")
    case .list: Option("A,B", letter: "l", group: "Two", help: "several", isRepeatable: true)
    case .time: Option("TIME", group: "Two", help: "a time")
    case .verbose: Option(letter: "v", group: "Two", help: "say more")
    case .quiet: Option(letter: "q", group: "Two", help: "say less")
    case .many:
      Option(
        "VALUE", group: "Two",
        help: "an explanation that is so long that it needs more than a line of the help")
    }
  }
}

private enum Kind: String, CaseIterable { case apple, pear, plum }

private func message(_ words: [String], _ use: (Arguments<Table>) throws -> Void = { _ in }) -> String {
  do {
    try use(Arguments(words))
    return "accepted"
  } catch let failure as Failure {
    return failure.status == .usage ? failure.message : "another status"
  } catch {
    return "another error"
  }
}

struct ArgumentsTests {
  @Test(
    "an option's value follows it, or =, or its letter",
    arguments: [
      ["--name", "x"], ["--name=x"], ["-n", "x"], ["-nx"], ["-vqnx"],
    ])
  func spellings(_ words: [String]) throws {
    #expect(try Arguments<Table>(words)[.name] == "x")
  }

  @Test("-- ends the options, - is an operand, and a value may begin with a dash")
  func operands() throws {
    let arguments = try Arguments<Table>(["a", "-", "--name", "-1", "--", "--count", "-v"])
    #expect(arguments.operands == ["a", "-", "--count", "-v"])
    #expect(arguments[.name] == "-1")
    #expect(!arguments.contains(.verbose))
    #expect(try Arguments<Table>(["--list", "a", "-lb"]).all(.list) == ["a", "b"])
  }

  @Test("what cannot be is refused in words")
  func refusals() {
    #expect(message(["-quiet"]) == "unknown option -quiet; did you mean --quiet?")
    #expect(message(["-name=x"]) == "unknown option -name; did you mean --name?")
    #expect(
      message(["--name", ""]) { _ = try $0.path(.name) } == "--name '' is not the name of a file")
    #expect(message(["--nmae", "x"]) == "unknown option --nmae; did you mean --name?")
    #expect(message(["--zzzzzz"]) == "unknown option --zzzzzz; see --help")
    #expect(message(["-z"]) == "unknown option -z; see --help")
    #expect(message(["--name"]) == "--name needs a value: NAME")
    #expect(message(["--verbose=yes"]) == "--verbose takes no value")
    #expect(message(["--name=a", "-nb"]) == "--name is given twice")
    #expect(
      message(["--count", "0"]) { _ = try $0.integer(.count, in: 1...9) }
        == "--count '0' is not a whole number from 1 to 9")
    #expect(
      message(["--count", "1.5"]) { _ = try $0.integer(.count, in: 1...Int.max) }
        == "--count '1.5' is not a whole number of at least 1")
    #expect(
      message(["--count", "nan"]) { _ = try $0.number(.count, "a number") { _ in true } }
        == "--count 'nan' is not a number")
    #expect(
      message(["--kind", "paer"]) { _ = try $0.word(.kind, as: Kind.self) }
        == "--kind 'paer' is not one of apple, pear, plum; did you mean pear?")
    for time in ["10x", "1h-30m", "-5", "1e3", "0x10", "h", "1.2.3m", "inf", ""] {
      #expect(
        message(["--time", time]) { _ = try $0.seconds(.time) }
          == "--time '\(time)' is not a length of time, such as 90s, 10m or 1h30m")
    }
  }

  @Test("times, lists and bytes mean what they say")
  func meanings() throws {
    for (text, seconds) in [
      ("90", 90.0), ("90s", 90), ("10m", 600), ("10min", 600), ("1h30m", 5400), ("1.5m", 90),
    ] {
      #expect(try Arguments<Table>(["--time", text]).seconds(.time) == seconds)
    }
    #expect(try Arguments<Table>(["--list", #"a,b\,c,d"#]).list(.list) == ["a", "b,c", "d"])
    #expect(try Arguments<Table>(["--list", "1,20"]).integers(.list, in: 1...99) == [1, 20])
    for (text, bytes) in [("1MB", 1 << 20), ("2048kB", 1 << 21), ("1GB", 1 << 30), ("1048576", 1 << 20)] {
      #expect(try Arguments<Table>(["--name", text]).bytes(.name, in: 1 << 20...1 << 30) == bytes)
    }
    for text in [
      "", "MB", "1", "2GB", "1.5MB", "-1MB", "1mb", "99999999999999999999", "9223372036854775807GB",
    ] {
      #expect(
        message(["--name", text]) { _ = try $0.bytes(.name, in: 1 << 20...1 << 30) }
          == "--name '\(text)' is not a size from 1MB to 1024MB")
    }
    #expect(try Arguments<Table>(["--name", "tab"]).byte(.name) == 9)
    #expect(try Arguments<Table>(["--name", ";"]).byte(.name) == UInt8(ascii: ";"))
  }

  @Test("the help is made of the table")
  func rendering() {
    #expect(
      helpText(usage: "tool FILE", about: "Does a thing.", Table.self) == """
        Usage: tool FILE

        Does a thing.

        One:
          -n, --name NAME             a name
              --count N               a count
              --kind KIND             a kind

        Two:
          -l, --list A,B              several
              --time TIME             a time
          -v, --verbose               say more
          -q, --quiet                 say less
              --in-many-words VALUE   an explanation that is so long that it needs more
                                      than a line of the help

        """)
  }
}
