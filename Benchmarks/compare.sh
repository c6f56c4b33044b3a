#!/usr/bin/env bash
# Measures another commit beside this one, in turns, and says what became slower: compare.sh COMMIT [GROUP]...
set -euo pipefail
base=${1:?name the commit to compare with, as in: make bench-compare BASE=main}
shift
groups=("${@:-step}")
here=$PWD/.build/release
there=$PWD/.build/compare
git worktree remove --force "$there" 2>/dev/null || true
git worktree add --quiet --detach "$there" "$base"
trap 'git worktree remove --force "$there"' EXIT
for product in mlp-train mlp-predict benchmark; do
  (cd "$there" && swift build -c release --static-swift-stdlib --product "$product" >&2)
done
for round in 1 2 3; do
  (cd "$there" && .build/release/benchmark "${groups[@]}" --json "$here/before-$round.json" >&2)
  .build/release/benchmark "${groups[@]}" --json "$here/now-$round.json" >&2
done
"$here/benchmark" compare "$here"/before-{1,2,3}.json -- "$here"/now-{1,2,3}.json
