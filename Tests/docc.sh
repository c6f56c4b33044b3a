#!/usr/bin/env bash
# Builds the documentation of the libraries from their comments and catalogs: docc.sh
#
# Fails for a warning of DocC, and for Swift code in a document that is not in the example package, where it is compiled.
# The modules come from a debug build. The result is in .build/documentation, a folder for each library.
set -euo pipefail
cd "$(dirname "$0")/.."
build=.build/debug
out=.build/documentation
docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
status=0

# The blocks ```swift of a document, each ended by a byte 0.
blocks() { awk '/^```swift/ { inside = 1; next } /^```/ && inside { inside = 0; printf "%c", 0; next } inside' "$1"; }

examples=$(cat Examples/library/Package.swift Examples/library/Sources/*/main.swift)
for document in Sources/*/*.docc/*.md docs/how-to/use-as-a-library.md; do
  while IFS= read -r -d '' block; do
    if [[ $examples != *"${block%$'\n'}"* ]]; then
      printf '%s: code that is not in Examples/library:\n%s\n' "$document" "$block" >&2
      status=1
    fi
  done < <(blocks "$document")
done

modules=(-I "$build/Modules" -I Sources/CKernels/include -Xcc "-fmodule-map-file=$PWD/$build/CKernels.build/module.modulemap")
for library in CBLAS CLAPACKE CZlib CZstd; do modules+=(-I "Sources/$library"); done
target=$(swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')
rm -rf "$out"
for module in MLPInference MLP; do
  graphs=$out/symbols/$module
  mkdir -p "$graphs"
  # Failure is re-exported.
  swift symbolgraph-extract -module-name "$module" -target "$target" "${modules[@]}" -minimum-access-level public -skip-inherited-docs \
    -skip-synthesized-members -experimental-allowed-reexported-modules=Diagnostics -output-dir "$graphs"
  "$docc" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$graphs" --warnings-as-errors \
    --fallback-display-name "$module" --fallback-bundle-identifier "mlp.$module" --fallback-default-module-kind Library \
    --output-path "$out/$module" || status=1
done
rm -r "$out/symbols"
exit "$status"
