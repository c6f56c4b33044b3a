/// The exit statuses that programs share, for the help.
package let exitStatuses = [
  ("0", "done"),
  ("64", "usage: unknown option, bad value, options that exclude one another"),
  ("65", "the data or the model file is wrong"),
  ("66", "an input cannot be opened"),
  ("70", "internal error (a bug: please report it)"),
  ("71", "not enough memory"),
  ("73", "an output cannot be created"),
  ("74", "reading or writing failed; nothing half-written remains"),
  ("129, 130, 143", "stopped by SIGHUP, SIGINT, SIGTERM; the best model so far was saved"),
].map { (status: $0.0, meaning: $0.1) }
