#!/usr/bin/env bash
# Runs all tests and tells, room by room, the share of the lines of Sources that they run, the programs' included:
# coverage.sh [LEAST]
#
# Fails below LEAST percent in all, 95 if not given.
set -euo pipefail
cd "$(dirname "$0")/.."
least=${1:-95}
build=.build/coverage
profiles=$PWD/$build/profiles
tools=$(dirname "$(readlink -f "$(command -v swift)")")

rm -rf "$profiles"
mkdir -p "$profiles"
flags=(--scratch-path "$build" -Xswiftc -profile-generate -Xswiftc -profile-coverage-mapping -Xcc -fprofile-instr-generate -Xcc -fcoverage-mapping)
swift build --build-tests "${flags[@]}"
# Each of the programs that the tests start writes a profile of its own.
LLVM_PROFILE_FILE=$profiles/%p-%m.profraw swift test --skip-build "${flags[@]}"
"$tools/llvm-profdata" merge --sparse "$profiles"/*.profraw -o "$profiles/all.profdata"

binaries=$(find "$build"/debug/ -maxdepth 1 -name '*.xctest' -o -maxdepth 1 -name 'mlp-*' -type f -perm -u+x)
objects=$(for binary in $binaries; do printf -- '--object %s ' "$binary"; done)
"$tools/llvm-cov" export --summary-only --instr-profile "$profiles/all.profdata" ${objects#--object } Sources 2> /dev/null |
  awk -v RS='{' -v least="$least" '
    match($0, /"filename":"[^"]*\/Sources\/[^"]*"/) {
      split(substr($0, RSTART, RLENGTH), parts, "/Sources/"); split(parts[2], path, "/"); room = path[1]
    }
    room && /"count":[0-9]+,"covered":[0-9]+/ && lines {
      match($0, /"count":[0-9]+/); count[room] += substr($0, RSTART + 8, RLENGTH - 8)
      match($0, /"covered":[0-9]+/); covered[room] += substr($0, RSTART + 10, RLENGTH - 10)
    }
    { lines = $0 ~ /"lines":$/ }
    /"totals":$/ { room = "" }
    END {
      for (room in count) { printf "%-16s %6d of %6d lines %5.1f %%\n", room, covered[room], count[room], 100 * covered[room] / count[room] | "sort"
        all += count[room]; some += covered[room] }
      close("sort")
      printf "%-16s %6d of %6d lines %5.1f %%\n", "all", some, all, 100 * some / all
      exit 100 * some < least * all
    }'
