#!/usr/bin/env bash
# Runs all tests, and the programs that they start, with the checks of a sanitizer: sanitizers.sh [NAME ...]
#
#   address    memory that is not the reader's or writer's
#   thread     data that two threads touch at once
#   undefined  what C leaves undefined, in the kernels (Swift itself traps there)
#
# All of them if none is named; five tests of memory and files are left out with the first two. Prints how many tests ran,
# and ends with a status other than 0 where one of them finds something.
set -uo pipefail
cd "$(dirname "$0")/../.."
# Frames are larger with checks, and files nest deeply.
ulimit -s 65536 || exit 70
# What is left to the end of a process is not lost. The status of a finding is none that the programs have.
export ASAN_OPTIONS=detect_leaks=0:exitcode=99
export TSAN_OPTIONS=exitcode=99:suppressions=$PWD/Tests/Soak/no_races.txt
[ $# -gt 0 ] || set -- address thread undefined
failed=
for name in "$@"; do
  skipped=()
  case $name in
    address | thread)
      flags=(--sanitize "$name")
      # It reserves more of the address space, and of a file, than ulimit leaves in these.
      for test in MemoryTests WrongFileTests/endless WrongFileTests/tooLarge SignalTests/fileSize; do
        skipped+=(--skip "$test")
      done
      ;;
    # What a check finds is a trap, which takes no library.
    undefined) flags=(-Xcc -fsanitize=undefined,float-cast-overflow -Xcc -fsanitize-trap=all) ;;
    *)
      echo "there is no sanitizer '$name'; there are address, thread and undefined" >&2
      exit 64
      ;;
  esac
  flags+=(-c release -Xswiftc -enable-testing --scratch-path ".build/$name")
  echo "== $name"
  swift build --build-tests "${flags[@]}" && swift test --skip-build "${flags[@]}" "${skipped[@]}" || failed="$failed $name"
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
