import FuzzTargets
import Glibc

/// The attack that the environment names.
let chosen = getenv("TARGET").flatMap { FuzzTarget(rawValue: String(cString: $0)) } ?? .csv
