#!/usr/bin/env bash
# Writes the golden model files and their predictions, each with the programs of the commit in list.txt: make.sh [WORD]
#
# Only files whose name contains WORD, and only those that do not exist yet: a golden file is never replaced, since its worth
# is that an earlier program wrote it. Each commit is built once, in .build/golden.
set -euo pipefail
cd "$(dirname "$0")/../../.."
golden=$PWD/Tests/MLPInferenceTests/Golden
trees=$PWD/.build/golden
# The targets of parcels.csv; those that a model does not predict are ignored.
targets=(zone late price cost count)

programs() {
  if [ ! -x "$trees/$1/.build/debug/mlp-predict" ]; then
    [ -e "$trees/$1" ] || git worktree add --quiet --detach "$trees/$1" "$1"
    for product in mlp-train mlp-predict; do (cd "$trees/$1" && swift build --product $product >&2); done
  fi
  echo "$trees/$1/.build/debug"
}

[ -e "$golden/parcels.csv" ] || python3 "$golden/data.py" "$golden"
grep -v '^#' "$golden/list.txt" | while IFS=';' read -r name version commit data target train predict; do
  [[ -n $name && $name == *"${1:-}"* && ! -e $golden/$name.safetensors ]] || continue
  bin=$(programs "$commit" < /dev/null)
  ignored=$(for column in "${targets[@]}"; do [[ ,$target, == *,$column,* ]] || echo "$column"; done | paste -sd,)
  [ "$data" = parcels.csv ] && train+=" --ignore $ignored"
  # Small networks that learn fast, unless list.txt says otherwise.
  for choice in "--hidden 3" "--epochs 40" "--learning-rate 0.03" "--threads 1"; do
    [[ $train == *"${choice% *}"* || $train == *--optimizer\ l* && $choice == *rate* ]] || train+=" $choice"
  done
  echo "$name: mlp-train $data --target $target $train"
  "$bin/mlp-train" -q "$golden/$data" --target "$target" $train -o "$golden/$name.safetensors" < /dev/null
  "$bin/mlp-predict" -q "$golden/$name.safetensors" "$golden/$data" $predict --threads 1 -o "$golden/$name.csv" < /dev/null
done
