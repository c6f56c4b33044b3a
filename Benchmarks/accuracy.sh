#!/usr/bin/env bash
# Trains with default options and measures on rows that were kept out: accuracy.sh FOLDER [OPTION OF mlp-train]...
# SEEDS="1 2 3" trains once for each and says the median, the least and the greatest of each metric.
#
# What the folder holds: CSV files, of which every fifth row is kept out and whose last column is the target; or
# folders with data.csv.gz, split.txt.gz (a letter a row: t to train, v to validate, s to test) and meta.json,
# which names the "target".
set -euo pipefail
folder=${1:?name the folder of the sets}
shift
seeds=${SEEDS:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# spread: of numbers on lines, the median and, where there are several, the least and the greatest.
spread() {
  sort -g | awk '{ x[NR] = $1 } END {
    m = x[int((NR + 1) / 2)]; if (NR % 2 == 0) m = (m + x[NR / 2 + 1]) / 2
    if (NR == 1) printf "%.5g", m; else printf "%.5g [%.5g, %.5g]", m, x[1], x[NR] }'
}

# measure NAME [OPTION]...: trains on t.csv, tests on s.csv, once for each seed.
measure() {
  local name=$1 seed begin
  shift
  : > "$work/metrics"
  : > "$work/seconds"
  for seed in $seeds; do
    begin=${EPOCHREALTIME/./}
    mlp-train -q "$work/t.csv" --seed "$seed" -o "$work/model" "$@"
    echo $(((${EPOCHREALTIME/./} - begin) / 1000)) | awk '{ print $1 / 1000 }' >> "$work/seconds"
    mlp-predict -q "$work/model" "$work/s.csv" -o /dev/null --metrics - | tr -d '{}" ' | tr ',' '\n' \
      | awk -F: 'NF == 2 && $2 != "null"' >> "$work/metrics"
  done
  local metric text=
  for metric in $(cut -d: -f1 "$work/metrics" | awk '!seen[$0]++'); do
    text+="${text:+, }$metric $(awk -F: -v m="$metric" '$1 == m { print $2 }' "$work/metrics" | spread)"
  done
  printf '| %s | %s | %s s |\n' "$name" "$text" "$(spread < "$work/seconds")"
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
