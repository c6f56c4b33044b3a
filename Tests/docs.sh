#!/usr/bin/env bash
# Runs the commands of the documents: docs.sh [DOCUMENT...]
#
# The blocks ```sh of a document run in order in a new folder that has data/, with the programs of PROGRAMS (default:
# .build/release) in PATH. A block has to end with status 0, or N where it begins with ```sh status=N; ```sh no-run is left
# out. A block ```text output holds what the block before it prints on standard output and standard error; numbers with a
# decimal point, times and epochs are compared as N. RECORD=1 writes such blocks anew, for their differences to be read.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
programs=$(cd "${PROGRAMS:-.build/release}" && pwd)
documents=("$@")
if [ $# = 0 ]; then documents=(README.md CONTRIBUTING.md docs/format.md docs/how-to/*.md); fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Blocks as files: K.sh with its number of the line and its status in K.facts, K.expected where an output is told.
split_document() {
  awk -v to="$2" '
    /^```/ && inside { inside = 0; next }
    /^```sh/ {
      inside = 1; file = ""; status = 0
      if ($0 ~ / no-run/) next
      if (match($0, /status=[0-9]+/)) status = substr($0, RSTART + 7, RLENGTH - 7)
      k++; file = to "/" k ".sh"; printf "" > file
      print NR, status > (to "/" k ".facts")
      next
    }
    /^```text output/ { inside = 1; file = to "/" k ".expected"; printf "" > file; next }
    /^```/ { inside = 1; file = ""; next }
    inside && file != "" { print > file }
  ' "$1"
}

# The document with the output of each block in place of what it tells.
record() {
  awk -v from="$2" '
    /^```/ && inside { inside = 0; skips = 0; print; next }
    /^```sh/ { inside = 1; if ($0 !~ / no-run/) k++; print; next }
    /^```text output/ {
      print; inside = 1; skips = 1
      while ((getline line < (from "/" k ".actual")) > 0) print line
      next
    }
    /^```/ { inside = 1; print; next }
    !skips { print }
  ' "$1" > "$2/recorded"
  cat "$2/recorded" > "$1"
}

masked() { sed -E 's/[0-9]+\.[0-9]+(e[-+]?[0-9]+)?/N/g; s/epochs? [0-9]+ of [0-9]+/epoch N of N/g' "$1"; }

failed=0
for document in "${documents[@]}"; do
  blocks=$(mktemp -d "$work/blocks.XXXX")
  folder=$(mktemp -d "$work/folder.XXXX")
  split_document "$document" "$blocks"
  ln -s "$root/data" "$folder/data"
  count=0
  while [ -e "$blocks/$((count + 1)).sh" ]; do
    count=$((count + 1))
    read -r line expected < "$blocks/$count.facts"
    status=0
    (cd "$folder" && PATH="$programs:$PATH" timeout 120 bash -euo pipefail "$blocks/$count.sh") \
      > "$blocks/$count.actual" 2>&1 < /dev/null || status=$?
    if [ "$status" != "$expected" ]; then
      echo "$document:$line: status $status instead of $expected:" >&2
      cat "$blocks/$count.actual" >&2
      failed=1
      break
    fi
    if [ -e "$blocks/$count.expected" ] && [ -z "${RECORD:-}" ]; then
      if ! diff <(masked "$blocks/$count.expected") <(masked "$blocks/$count.actual") > "$blocks/difference"; then
        echo "$document:$line: another output than the document's (<):" >&2
        cat "$blocks/difference" >&2
        failed=1
      fi
    fi
  done
  if [ -n "${RECORD:-}" ] && [ "$failed" = 0 ]; then record "$document" "$blocks"; fi
  echo "$document: $count blocks"
done
exit "$failed"
