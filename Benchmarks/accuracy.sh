#!/usr/bin/env bash
# Trains with default options and measures on rows that were kept out: accuracy.sh FOLDER [OPTION OF mlp-train]...
#
# What the folder holds: CSV files, of which every fifth row is kept out and whose last column is the target; or
# folders with data.csv.gz, split.txt.gz (a letter a row: t to train, v to validate, s to test) and meta.json,
# which names the "target".
set -euo pipefail
folder=${1:?name the folder of the sets}
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure NAME [OPTION]...: trains on t.csv, tests on s.csv.
measure() {
  local name=$1 begin=${EPOCHREALTIME/./}
  shift
  mlp-train -q "$work/t.csv" -o "$work/model" "$@"
  local microseconds=$((${EPOCHREALTIME/./} - begin))
  local metrics
  metrics=$(mlp-predict -q "$work/model" "$work/s.csv" -o /dev/null --metrics - | tr -d '{}"\n' | sed 's/,/, /g; s/:/ /g')
  printf '| %s | %s | %d ms |\n' "$name" "$metrics" $((microseconds / 1000))
}

printf '| set | metrics of the rows kept out | training |\n|---|---|---|\n'
for file in "$folder"/*.csv; do
  [ -e "$file" ] || continue
  awk 'NR == 1 || NR % 5 != 0' "$file" > "$work/t.csv"
  awk 'NR == 1 || NR % 5 == 0' "$file" > "$work/s.csv"
  measure "$(basename "$file" .csv)" "$@"
done
for file in "$folder"/*/data.csv.gz; do
  [ -e "$file" ] || continue
  set=$(dirname "$file")
  target=$(sed -n 's/.*"target" *: *"\([^"]*\)".*/\1/p' "$set/meta.json" | head -n 1)
  zcat "$set/split.txt.gz" > "$work/split"
  for part in t v s; do
    zcat "$file" | awk -v part=$part -v letters="$work/split" \
      'NR == 1 { print; next } { getline letter < letters } letter == part' > "$work/$part.csv"
  done
  measure "$(basename "$set")" --validation "$work/v.csv" --target "$target" "$@"
done
