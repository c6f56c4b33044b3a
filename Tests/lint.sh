#!/usr/bin/env bash
# Checks what the compiler and the formatter do not: lint.sh
#
# Fails where a module that promises to be free of unsafe code has some, where a library names an option as the command
# line spells it, where a function has more than 60 lines, where two types of Sources share a name, and where a type hides
# one of Swift's or Foundation's.
set -euo pipefail
cd "$(dirname "$0")/../Sources"

# The modules that promise to be free of unsafe code. In the others the compiler demands that each unsafe expression is
# marked.
safe=(
  Diagnostics MLP MLPInference Metrics NeuralNetwork Options PredictCommand TrainCommand Training mlp-predict mlp-train
)
# The modules that know the command line. The others write \(option: .name) in a message.
shell=(CLI PredictCommand TrainCommand mlp-predict mlp-train)
# Functions that may be longer: state machines.
long="CSVReader.swift:scan"
# Types of Swift, its concurrency and Foundation that everybody knows.
known="Array AsyncStream Bundle Calendar Character Clock CommandLine Data Date DateFormatter Decimal Dictionary Dimension \
Duration Error FileHandle FileManager Formatter Host Instant Locale Measurement Mirror NumberFormatter Operation \
OperationQueue Pipe Port Predicate Process ProcessInfo Progress Result Scanner Sequence Set Span Stream String Substring \
Task TaskGroup Thread TimeZone Timer UUID Unit Unmanaged URL"

status=0

# A mark, rather than the word in a comment or a text.
if grep -rnE --include='*.swift' '(^|[^A-Za-z_."`])unsafe[ (]|@unsafe|@safe|nonisolated\(unsafe\)|@unchecked' "${safe[@]}" |
  grep -vE '^[^:]*:[0-9]*: *//'; then
  echo "unsafe code in a module that promises to be free of it (${safe[*]})" >&2
  status=1
fi

# A text with an option in it, or one that begins with one.
for module in */; do
  case " ${shell[*]} " in *" ${module%/} "*) continue ;; esac
  if grep -rnE --include='*.swift' '"([^"]*[^-"])?--[a-z][a-z0-9-]+' "$module" | grep -vE '^[^:]*:[0-9]*: *//'; then
    echo "an option of the command line in a text of the library $module" >&2
    status=1
  fi
done

find . -name '*.swift' -exec awk -v most=60 -f ../Tests/long_functions.awk {} + > "${TMPDIR:-/tmp}/long.$$"
while IFS= read -r line; do
  file=${line%%:*}
  function=${line##*func }
  case " $long " in *" ${file##*/}:${function%%(*} "*) continue ;; esac
  echo "$line" >&2
  status=1
done < "${TMPDIR:-/tmp}/long.$$"
rm "${TMPDIR:-/tmp}/long.$$"

types=$(grep -rhoE --include='*.swift' \
  '^ *((package|public|private|fileprivate|final|indirect|@safe) )*(struct|enum|class|actor|protocol|typealias) [A-Z][A-Za-z0-9]*' . |
  sed 's/.* //' | sort)
for name in $(uniq -d <<< "$types"); do
  case " CodingKeys " in *" $name "*) continue ;; esac
  echo "two types are called $name:" >&2
  grep -rnE --include='*.swift' "(struct|enum|class|actor|protocol|typealias) $name\b" . >&2
  status=1
done
for name in $(uniq <<< "$types"); do
  case " $known " in *" $name "*) echo "$name hides a type of Swift or Foundation" >&2 && status=1 ;; esac
done
exit $status
