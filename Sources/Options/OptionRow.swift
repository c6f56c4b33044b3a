import Diagnostics

/// What is known of an option without its value: enough to parse a command line and to write the help.
package struct OptionDescription: Sendable {
  package let name: OptionName
  /// Its short form, such as `o`.
  package let letter: Character?
  /// What the value is called in the help; nil for a flag.
  package let metavar: String?
  package let group: String
  package let help: Message
  /// What the help says of the default.
  package var defaultText: Message?
  package let traits: OptionTraits

  package init(
    _ name: OptionName, _ metavar: String? = nil, letter: Character? = nil, group: String,
    traits: OptionTraits = [], default defaultText: Message? = nil, help: Message
  ) {
    self.name = name
    self.metavar = metavar
    self.letter = letter
    self.group = group
    self.traits = traits
    self.defaultText = defaultText
    self.help = help
  }

  package var isFlag: Bool { metavar == nil }
}

/// A row of a table of options: all there is to know about one option of a program.
///
/// Parser, help, configuration files, provenance and the comparison of checkpoints are loops over rows. `Root` holds
/// the values that the table sets.
package struct OptionRow<Root: Sendable>: Sendable {
  package let description: OptionDescription
  /// Reads what the user wrote, and sets it.
  package let apply: @Sendable (_ text: String, _ root: inout Root) throws(Failure) -> Void
  /// The value as the user would write it; nil where there is none to show.
  package let show: @Sendable (Root) -> String?

  package init(
    _ name: OptionName, _ metavar: String? = nil, letter: Character? = nil, group: String,
    traits: OptionTraits = [], default defaultText: Message? = nil, help: Message,
    apply: @escaping @Sendable (String, inout Root) throws(Failure) -> Void,
    show: @escaping @Sendable (Root) -> String?
  ) {
    description = OptionDescription(
      name, metavar, letter: letter, group: group, traits: traits, default: defaultText, help: help)
    self.apply = apply
    self.show = show
  }

  /// An option whose value is kept at `path`.
  package init<Value>(
    _ name: OptionName, _ metavar: String, letter: Character? = nil, group: String,
    _ path: WritableKeyPath<Root, Value> & Sendable, _ form: OptionValue<Value>,
    traits: OptionTraits = [], default defaultText: Message? = nil, help: Message
  ) {
    self.init(
      name, metavar, letter: letter, group: group, traits: traits, default: defaultText, help: help,
      apply: { (text, root) throws(Failure) in root[keyPath: path] = try form.parse(name, text) },
      show: { form.write($0[keyPath: path]) })
  }

  /// An option without a value until one is given, or the data decide on one.
  package init<Value>(
    _ name: OptionName, _ metavar: String, letter: Character? = nil, group: String,
    _ path: WritableKeyPath<Root, Value?> & Sendable, _ form: OptionValue<Value>,
    traits: OptionTraits = [], default defaultText: Message? = nil, help: Message
  ) {
    self.init(
      name, metavar, letter: letter, group: group, traits: traits, default: defaultText, help: help,
      apply: { (text, root) throws(Failure) in root[keyPath: path] = try form.parse(name, text) },
      show: { $0[keyPath: path].map(form.write) })
  }

  /// A flag.
  package init(
    flag name: OptionName, letter: Character? = nil, group: String,
    _ path: WritableKeyPath<Root, Bool> & Sendable, traits: OptionTraits = [],
    default defaultText: Message? = nil, help: Message
  ) {
    self.init(
      name, letter: letter, group: group, traits: traits, default: defaultText, help: help,
      apply: { (text, root) throws(Failure) in root[keyPath: path] = text != Flag.off },
      show: { $0[keyPath: path] ? Flag.on : Flag.off })
  }

  /// A flag that is neither on nor off until it is given, or the data decide.
  package init(
    flag name: OptionName, letter: Character? = nil, group: String,
    _ path: WritableKeyPath<Root, Bool?> & Sendable, traits: OptionTraits = [],
    default defaultText: Message? = nil, help: Message
  ) {
    self.init(
      name, letter: letter, group: group, traits: traits, default: defaultText, help: help,
      apply: { (text, root) throws(Failure) in root[keyPath: path] = text != Flag.off },
      show: { $0[keyPath: path].map { $0 ? Flag.on : Flag.off } })
  }

  /// The description, with the value that `defaults` has where nothing else is said of the default.
  package func description(defaults: Root) -> OptionDescription {
    var description = description
    guard description.defaultText == nil, !isFlag || traits.contains(.negatable) else { return description }
    description.defaultText = show(defaults).map { isFlag ? ($0 == Flag.on ? "on" : "off") : Message($0) }
    return description
  }

  package var name: OptionName { description.name }
  package var traits: OptionTraits { description.traits }
  package var isFlag: Bool { description.isFlag }
}

/// The values of a flag, as `GivenOptions` keeps them.
package enum Flag {
  package static let on = "true"
  package static let off = "false"
}

/// What holds for an option besides its value.
package struct OptionTraits: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// `--no-NAME` switches the flag off.
  package static let negatable = OptionTraits(rawValue: 1 << 0)
  /// May be given several times.
  package static let repeatable = OptionTraits(rawValue: 1 << 1)
  /// Makes sense on the command line alone, not in a configuration file.
  package static let commandLineOnly = OptionTraits(rawValue: 1 << 2)
  /// Its resolved value is part of the model's provenance, and a checkpoint of another value is refused.
  package static let inProvenance = OptionTraits(rawValue: 1 << 3)
  /// Has no effect with full-batch optimizers, and is refused with them.
  package static let minibatchOnly = OptionTraits(rawValue: 1 << 4)
  /// Given, it settles the kind of network and training, so that the data no longer choose it.
  package static let decidesTraining = OptionTraits(rawValue: 1 << 5)
  /// Another preset brings its own value.
  package static let setByPreset = OptionTraits(rawValue: 1 << 6)
  /// Another optimizer brings its own value.
  package static let setByOptimizer = OptionTraits(rawValue: 1 << 7)
  /// A change between minibatch and full-batch optimizers brings its own value.
  package static let setByBatching = OptionTraits(rawValue: 1 << 8)
  /// Levenberg–Marquardt, for small networks, brings its own value.
  package static let setBySmallNetworks = OptionTraits(rawValue: 1 << 9)
  /// Changes no trial of a search.
  package static let outsideTrials = OptionTraits(rawValue: 1 << 10)
  /// Its default is told by `defaultText` alone, or by the names of the presets.
  package static let outsideDefaults = OptionTraits(rawValue: 1 << 12)
  /// Shown by the short help.
  package static let basic = OptionTraits(rawValue: 1 << 11)
}
