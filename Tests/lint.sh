#!/usr/bin/env bash
# Checks what the compiler and the formatter do not: lint.sh
#
# Fails where a module that promises to be free of unsafe code has some, where two types of Sources share a name, and where
# a type hides one of Swift's or Foundation's.
set -euo pipefail
cd "$(dirname "$0")/../Sources"

# The modules that promise to be free of unsafe code. In the others the compiler demands that each unsafe expression is
# marked.
safe=(CheckpointFile Diagnostics MLPInference Metrics NeuralNetwork Training mlp-predict mlp-train)
# Names that two types have for now: of the programs, and of the checkpoint.
shared="Found Member Version"
# Types of Swift, its concurrency and Foundation that everybody knows.
known="Array AsyncStream Bundle Calendar Character Clock CommandLine Data Date DateFormatter Decimal Dictionary Dimension \
Duration Error FileHandle FileManager Formatter Host Instant Locale Measurement Mirror NumberFormatter Operation \
OperationQueue Pipe Port Predicate Process ProcessInfo Progress Result Scanner Sequence Set Span Stream String Substring \
Task TaskGroup Thread TimeZone Timer UUID Unit Unmanaged URL"
# Those of them that a nested type of the programs has for now.
hidden="Dimension"

status=0

# A mark, rather than the word in a comment or a text.
if grep -rnE --include='*.swift' '(^|[^A-Za-z_."`])unsafe[ (]|@unsafe|@safe|nonisolated\(unsafe\)|@unchecked' "${safe[@]}" |
  grep -vE '^[^:]*:[0-9]*: *//'; then
  echo "unsafe code in a module that promises to be free of it (${safe[*]})" >&2
  status=1
fi

types=$(grep -rhoE --include='*.swift' \
  '^ *((package|public|private|fileprivate|final|indirect|@safe) )*(struct|enum|class|actor|protocol|typealias) [A-Z][A-Za-z0-9]*' . |
  sed 's/.* //' | sort)
for name in $(uniq -d <<< "$types"); do
  case " CodingKeys $shared " in *" $name "*) continue ;; esac
  echo "two types are called $name:" >&2
  grep -rnE --include='*.swift' "(struct|enum|class|actor|protocol|typealias) $name\b" . >&2
  status=1
done
for name in $(uniq <<< "$types"); do
  case " $hidden " in *" $name "*) continue ;; esac
  case " $known " in *" $name "*) echo "$name hides a type of Swift or Foundation" >&2 && status=1 ;; esac
done
exit $status
