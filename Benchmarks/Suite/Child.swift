import Glibc

/// A program run to its end, with what the system says it took.
struct Child {
  var seconds: Double
  /// The largest resident memory, MB.
  var peak: Double
  var status: Int32

  /// Runs a program; what it prints is thrown away.
  init(_ words: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let clock = ContinuousClock()
    let start = clock.now
    guard posix_spawn(&process, words[0], &actions, nil, &arguments, environ) == 0 else {
      throw Missing(program: words[0])
    }
    var wait: Int32 = 0
    var usage = rusage()
    wait4(process, &wait, 0, &usage)
    seconds = (clock.now - start) / .seconds(1)
    peak = Double(usage.ru_maxrss) / 1024
    status = wait
  }

  struct Missing: Error, CustomStringConvertible {
    var program: String
    var description: String { "\(program) cannot be run" }
  }
}
