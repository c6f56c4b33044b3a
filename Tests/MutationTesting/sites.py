"""Where a Swift source can be changed: its operators and its numbers.

Each place is a site with a number. In the mutated source an operator becomes one of its own and a number a call, which
do as before unless the process was asked for that site: so one build holds all mutants.
"""

import re
from dataclasses import dataclass

# What becomes of each operator, its precedence, and the kinds of operands it may have.
OPERATORS = {
    "+": ("-", "AdditionPrecedence", "sum"),
    "-": ("+", "AdditionPrecedence", "number"),
    "*": ("/", "MultiplicationPrecedence", "number"),
    "/": ("*", "MultiplicationPrecedence", "number"),
    "%": ("/", "MultiplicationPrecedence", "integer"),
    "&+": ("&-", "AdditionPrecedence", "integer"),
    "&-": ("&+", "AdditionPrecedence", "integer"),
    "&*": ("&+", "MultiplicationPrecedence", "integer"),
    "&": ("|", "MultiplicationPrecedence", "integer"),
    "|": ("&", "AdditionPrecedence", "integer"),
    "^": ("&", "AdditionPrecedence", "integer"),
    "<<": (">>", "BitwiseShiftPrecedence", "shift"),
    ">>": ("<<", "BitwiseShiftPrecedence", "shift"),
    "<": ("<=", "ComparisonPrecedence", "order"),
    "<=": ("<", "ComparisonPrecedence", "order"),
    ">": (">=", "ComparisonPrecedence", "order"),
    ">=": (">", "ComparisonPrecedence", "order"),
    "==": ("!=", "ComparisonPrecedence", "equality"),
    "!=": ("==", "ComparisonPrecedence", "equality"),
    "&&": ("||", "LogicalConjunctionPrecedence", "logic"),
    "||": ("&&", "LogicalDisjunctionPrecedence", "logic"),
    "+=": ("-=", "AssignmentPrecedence", "change"),
    "-=": ("+=", "AssignmentPrecedence", "change"),
    "*=": ("/=", "AssignmentPrecedence", "change"),
    "/=": ("*=", "AssignmentPrecedence", "change"),
}

OPERATOR = re.compile(r"(?<= )(" + "|".join(re.escape(o) for o in sorted(OPERATORS, key=len, reverse=True)) + r")(?=[ \n])")
NUMBER = re.compile(r"(?<![\w$#])(?:0x[0-9A-Fa-f_.]+(?:p-?[0-9]+)?|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:e[-+]?[0-9]+)?)(?![\w])")


@dataclass(frozen=True)
class Site:
    """A place that can be changed, counted from 1."""

    number: int
    room: str
    file: str
    line: int
    column: int
    old: str
    new: str
    before_nil: bool = False

    def __str__(self):
        return f"{self.file}:{self.line}:{self.column}: {self.old} becomes {self.new}"


# Declarations, in which operators and numbers are part of types or names; and what is demanded of callers, which no test
# gets wrong.
DECLARATION = re.compile(r"precondition\(.*$|^(?:(?:package|private|fileprivate) )*extension .*$|static func \W+ .*$|\[[0-9]+ of ", re.M)


def code(text):
    """Which characters are code that runs, rather than comment, text, declaration or demand."""
    result = [True] * len(text)
    i = 0
    while i < len(text):
        start = i
        if text.startswith("//", i):
            i = text.find("\n", i)
        elif text.startswith("/*", i):
            i = text.find("*/", i) + 2
        elif text.startswith('"""', i):
            i = text.find('"""', i + 3) + 3
        elif text.startswith('#"', i):
            i = text.find('"#', i + 2) + 2
        elif text[i] == '"':
            i = end_of_string(text, i)
        else:
            i += 1
            continue
        if i < start:
            i = len(text)
        result[start:i] = [False] * (i - start)
    for match in DECLARATION.finditer(text):
        result[match.start() : match.end()] = [False] * len(match.group())
    return result


def end_of_string(text, i):
    """The index behind the text that begins at i, with what is interpolated in it."""
    depth = 0
    i += 1
    while True:
        if text.startswith("\\(", i):
            depth += 1
            i += 2
        elif text[i] == "\\":
            i += 2
        elif depth > 0 and text[i] in "()":
            depth += 1 if text[i] == "(" else -1
            i += 1
        elif text[i] == '"':
            if depth == 0:
                return i + 1
            i = end_of_string(text, i)
        else:
            i += 1


def find(room, file, text, first):
    """The sites of a file, counted from `first`."""
    is_code = code(text)
    found = []
    for match in OPERATOR.finditer(text):
        if is_code[match.start()]:
            follows = text[match.end() :].lstrip()
            found.append((match.start(), match.group(), OPERATORS[match.group()][0], re.match(r"nil\b", follows) is not None))
    for match in NUMBER.finditer(text):
        # Not the place in a tuple: pair.0.
        is_place = text[match.start() - 1] == "." and text[match.start() - 2] not in ".<"
        if is_code[match.start()] and not is_place:
            found.append((match.start(), match.group(), match.group() + " + 1", False))
    sites = []
    for at, old, new, before_nil in sorted(found):
        line = text.count("\n", 0, at) + 1
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        sites.append(Site(first + len(sites), room, file, line, column, old, new, before_nil))
    return sites


def name(site):
    """An operator that stands for a site: its number in mathematical signs, of which Unicode has 256 in a row."""
    return "".join(chr(0x2200 + digit) for digit in (site.number // 256, site.number % 256))


def mutated(text, sites):
    """The source of a file with the means to change it at these sites."""
    lines = text.split("\n")
    for site in sorted(sites, key=lambda s: (s.line, -s.column)):
        line = lines[site.line - 1]
        before, after = line[: site.column - 1], line[site.column - 1 + len(site.old) :]
        own = name(site) if site.old in OPERATORS else f"mutated({site.old}, {site.number})"
        lines[site.line - 1] = before + own + after
    # On the first line, so that the compiler counts lines as the source does.
    return "import CKernels; " + "\n".join(lines)


def declarations(sites):
    """What the mutated sources of a room need to know."""
    types = ["Int", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Float", "Double"]
    text = ["import CKernels", "", "protocol Mutable: Numeric, Comparable {", "  static func / (a: Self, b: Self) -> Self"]
    text += ["  static func /= (a: inout Self, b: Self)", "  var next: Self { get }", "}"]
    for type in types:
        following = "self + 1" if type in ("Float", "Double") else "self &+ 1"
        text.append(f"extension {type}: Mutable {{ @inline(__always) var next: {type} {{ {following} }} }}")
    text.append("@inline(__always) func mutated<T: Mutable>(_ a: T, _ site: Int32) -> T { mutant(site) ? a.next : a }")
    for site in sites:
        if site.old in OPERATORS:
            text += operator(site)
    return "\n".join(text) + "\n"


def operator(site):
    """The operator of a site: what the source says, or its mutation."""
    own, (new, precedence, kind) = name(site), OPERATORS[site.old]
    number, old = site.number, site.old
    text = [f"infix operator {own}: {precedence}"]

    def function(generic, a, b, result, asked, usual, rethrows=""):
        text.append(
            f"@inline(__always) func {own}{generic}(a: {a}, b: {b}) {rethrows}-> {result} "
            f"{{ mutant({number}) ? {asked} : {usual} }}"
        )

    if kind == "sum":
        function("<T: AdditiveArithmetic>", "T", "T", "T", "a - b", "a + b")
        function("<T: RangeReplaceableCollection>", "T", "T", "T", "a", "a + b")
    elif kind == "number":
        needs = "AdditiveArithmetic" if old == "-" else "Mutable"
        function(f"<T: {needs}>", "T", "T", "T", f"a {new} b", f"a {old} b")
    elif kind == "integer":
        function("<T: FixedWidthInteger>", "T", "T", "T", f"a {new} b", f"a {old} b")
    elif kind == "shift":
        function("<T: FixedWidthInteger, S: BinaryInteger>", "T", "S", "T", f"a {new} b", f"a {old} b")
    elif kind == "order":
        function("<T: Comparable>", "T", "T", "Bool", f"a {new} b", f"a {old} b")
    elif kind == "equality" and site.before_nil:
        function("<T>", "T?", "_OptionalNilComparisonType", "Bool", f"a {new} nil", f"a {old} nil")
    elif kind == "equality":
        function("<T: Equatable>", "T", "T", "Bool", f"a {new} b", f"a {old} b")
    elif kind == "logic":
        function("", "Bool", "@autoclosure () throws -> Bool", "Bool", f"try a {new} b()", f"try a {old} b()", "rethrows ")
    elif kind == "change":
        needs = "AdditiveArithmetic" if old in ("+=", "-=") else "Mutable"
        text.append(
            f"@inline(__always) func {own}<T: {needs}>(a: inout T, b: T) "
            f"{{ if mutant({number}) {{ a {new} b }} else {{ a {old} b }} }}"
        )
        if old == "+=":
            text.append(
                f"@inline(__always) func {own}<T: RangeReplaceableCollection, S: Sequence>(a: inout T, b: S) "
                f"where S.Element == T.Element {{ if !mutant({number}) {{ a += b }} }}"
            )
    return text
