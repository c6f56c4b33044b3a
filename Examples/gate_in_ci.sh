#!/usr/bin/env bash
# A CI job that trains a model and fails when it is not good enough on rows that it has not seen.
set -euo pipefail
data=$(cd "$(dirname "$0")/../data" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Every fifth row is kept to test by.
awk 'NR == 1 || NR % 5 != 0' "$data/breast_cancer.csv" >train.csv
awk 'NR == 1 || NR % 5 == 0' "$data/breast_cancer.csv" >test.csv

mlp-train train.csv --target diagnosis --quiet --output model.safetensors
mlp-predict model.safetensors test.csv --output /dev/null \
  --metrics metrics.json --require 'accuracy>=0.93' --require 'auc>=0.98'
echo "good enough: $(cat metrics.json)"

# A requirement that does not hold ends with status 1.
status=0
mlp-predict model.safetensors test.csv -o /dev/null --require 'accuracy>1' || status=$?
test "$status" -eq 1
