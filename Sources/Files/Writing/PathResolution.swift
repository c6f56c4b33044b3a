import Glibc

/// Where a path leads when all links are followed, the last of which may lead to what is not there yet.
///
/// The path itself where it is no link and not there, and where links lead in a circle.
func followLinks(_ path: String) -> String {
  var place = path
  // As many as the system follows.
  for _ in 0..<40 {
    if let real = unsafe realpath(place, nil) {
      defer { unsafe free(real) }
      return unsafe String(cString: real)
    }
    // Without memory a link would be taken for a file, and replaced.
    if errno == ENOMEM { abort() }
    guard let target = target(ofLink: place) else { return place }
    place = target.hasPrefix("/") ? target : folder(of: place) + "/" + target
  }
  return path
}

/// The folder of what a path names.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// What a path names in its folder.
func lastName(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }

/// What a link says; nil for what is none.
private func target(ofLink path: String) -> String? {
  var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = unsafe readlink(path, &bytes, bytes.count)
  return count > 0 ? String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
}
