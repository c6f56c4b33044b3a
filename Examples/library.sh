#!/usr/bin/env bash
# Training and predicting in Swift programs: the package in library/, which uses MLP and MLPInference as a client does.
set -euo pipefail
examples=$(cd "$(dirname "$0")" && pwd)
build=$examples/../.build/library-example
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Without what only a debugger or an editor needs.
swift build --quiet --package-path "$examples/library" --scratch-path "$build" --disable-index-store -debug-info-format none
cd "$work"
ln -s "$examples/../data" data
{ "$build/debug/train-iris" | grep -v '^epoch'; "$build/debug/predict-iris"; } | tee output
masked() { sed -E 's/[0-9]+\.[0-9]+/N/g' "$1"; }
diff <(masked "$examples/library/output.txt") <(masked output)

# mlp-predict opens the model too, and evaluates it in the same way.
accuracy=$(mlp-predict iris.safetensors data/iris.csv --metrics - | sed -E 's/.*"accuracy":([0-9.]+).*/\1/')
grep -q "^accuracy $accuracy, 150 rows" output

# Whoever only predicts does not link LAPACK.
status=0
ldd "$build/debug/predict-iris" | grep lapack || status=$?
test "$status" -eq 1
