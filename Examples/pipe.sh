#!/usr/bin/env bash
# Training and predicting as filters: rows come in by a pipe, predictions go out by one.
set -euo pipefail
data=$(cd "$(dirname "$0")/../data" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

gzip -c "$data/wine.csv" | mlp-train - --target class --quiet --output wine.safetensors
mlp-train "$data/wine.csv" --target class --quiet --output same.safetensors
cmp wine.safetensors same.safetensors

# How many wines of each class are predicted.
mlp-predict wine.safetensors - <"$data/wine.csv" | tail -n +2 | sort | uniq -c
