#!/usr/bin/env bash
# Fails where a module that promises to be free of unsafe code has some: lint.sh
set -euo pipefail
cd "$(dirname "$0")/../Sources"

# The modules that promise it. In the others the compiler demands that every unsafe expression is marked.
safe=(CheckpointFile Diagnostics MLPInference Metrics NeuralNetwork Training mlp-predict mlp-train)

# A mark, rather than the word in a comment or a text.
if grep -rnE --include='*.swift' '(^|[^A-Za-z_."`])unsafe[ (]|@unsafe|@safe|nonisolated\(unsafe\)|@unchecked' "${safe[@]}" |
  grep -vE '^[^:]*:[0-9]*: *//'; then
  echo "These modules promise to be free of unsafe code: ${safe[*]}" >&2
  exit 1
fi
