#!/usr/bin/env bash
# Runs all tests, and the programs that they start, with the checks of a sanitizer: sanitizers.sh [NAME ...]
#
#   address    memory that is not the reader's or writer's
#   thread     data that two threads touch at once
#   undefined  what C leaves undefined, in the kernels (Swift itself traps there)
#
# All of them if none is named. Ends with a status other than 0 where one of them finds something.
set -uo pipefail
cd "$(dirname "$0")/.."
# Frames are larger with checks, and files nest deeply.
ulimit -s 65536
# The sanitizers reserve more of the address space than ulimit -v leaves in tests of memory.
skipped=()
failed=
[ $# -gt 0 ] || set -- address thread undefined
for name in "$@"; do
  case $name in
    address | thread) flags=(--sanitize "$name") skipped=(--skip MemoryTests --skip WrongFileTests/endless --skip WrongFileTests/tooLarge) ;;
    # A check that fails is a trap: then no library of checks is needed.
    undefined) flags=(); for flag in -fsanitize=undefined,float-cast-overflow -fsanitize-trap=all; do flags+=(-Xcc "$flag"); done; skipped=() ;;
    *) echo "no sanitizer: $name" >&2; exit 64 ;;
  esac
  echo "== $name"
  swift build --build-tests --scratch-path ".build/$name" "${flags[@]}" || { failed="$failed $name"; continue; }
  # What a process leaves to its end is not lost.
  ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS="suppressions=$PWD/Tests/sanitizers.txt" \
    swift test --skip-build --scratch-path ".build/$name" "${flags[@]}" "${skipped[@]}" || failed="$failed $name"
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
