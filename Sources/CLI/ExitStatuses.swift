/// The exit statuses that programs share, for the help.
package let exitStatuses = [
  ("0", "success"),
  ("64", "usage error: unknown option, invalid value, or options that cannot be combined"),
  ("65", "invalid data or model file"),
  ("66", "an input cannot be opened"),
  ("70", "internal error (a bug: please report it)"),
  ("71", "not enough memory"),
  ("73", "an output cannot be created"),
  ("74", "reading or writing failed; no partial output remains"),
  ("129, 130, 143", "stopped by SIGHUP, SIGINT, SIGTERM"),
].map { (status: $0.0, meaning: $0.1) }
