#!/usr/bin/env bash
# Attacks the readers of models and checkpoints with mutants of such files: mutants.sh [COUNT [SEED]]
#
# Each is refused, or opens and does no harm. The mutants of a kind are a process, so that a trap, a hang or memory
# that a file of its size does not need is seen for what it is; then mutant-KIND.bin is the file that did it.
set -uo pipefail
cd "$(dirname "$0")/../.."
count=${1:-100000} seed=${2:-1}
MLP_FUZZ=1 swift build -c release --scratch-path .build/fuzz -Xswiftc -enable-testing --product mutants || exit 70
harms=0
for kind in model checkpoint; do
  .build/fuzz/release/mutants "$kind" "$count" "$seed"
  status=$?
  [ "$status" = 0 ] || { harms=$((harms + 1)); echo "$kind: the mutants ended with status $status"; }
done
exit "$harms"
