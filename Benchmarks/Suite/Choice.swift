/// Which figures of a group are asked for, and how often each is measured.
struct Choice {
  /// The name of the one thing that is measured, all if nil.
  var name: String?
  var threads = [1, 2]
  /// As many as the group thinks right if nil.
  var rounds: Int?

  func includes(_ name: String) -> Bool { self.name == nil || self.name == name }
}
