#!/usr/bin/env bash
# A CI job that trains a model and fails when it is not good enough.
set -euo pipefail
data=$(cd "$(dirname "$0")/../data" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mlp-train "$data/breast_cancer.csv" --target diagnosis --quiet --output model.safetensors
mlp-predict model.safetensors "$data/breast_cancer.csv" --output /dev/null \
  --metrics metrics.json --require 'accuracy>=0.95' --require 'auc>=0.98'
echo "good enough: $(cat metrics.json)"

# A requirement that does not hold ends with status 1.
status=0
mlp-predict model.safetensors "$data/breast_cancer.csv" -o /dev/null --require 'accuracy>1' || status=$?
test "$status" -eq 1
