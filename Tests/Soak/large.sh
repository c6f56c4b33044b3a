#!/usr/bin/env bash
# Reads tables with a field of 100 MB, and with the first text of a column of numbers in row 1,000,000: large.sh
#
# Each by its path with one thread and with three, from standard input, and packed. Prints how many cases there were, and
# ends with the number of those that went otherwise than they should.
set -uo pipefail
cd "$(dirname "$0")/../.."
bin=$PWD/.build/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 70
awk 'BEGIN { print "x,y"; for (i = 1; i <= 1100000; i++) print (i == 1000000 ? "word" : i * 7919 % 1000) "," i % 10 }' > million.csv
awk 'BEGIN { print "id,x,y"; for (i = 1; i <= 40; i++) print "a" i % 3 "," i * 7 % 11 "," i % 4 }' > field.csv
head -c 100000000 /dev/zero | tr '\0' w >> field.csv
echo ",1,2" >> field.csv
gzip -1 -k -- *.csv

cases=0 wrong=0
# expect STATUS SENTENCE FILE OPTION...: in each way, with at most 4 GB of memory.
expect() {
  local status=$1 sentence=$2 file=$3 way said
  shift 3
  for way in "--threads 1 $file" "--threads 3 $file" "-" "$file.gz"; do
    cases=$((cases + 1))
    rm -f model
    (ulimit -v 4000000; exec timeout -k 1 120 "$bin/mlp-train" $way --target y --epochs 1 --ensemble 1 -o model "$@") \
      < "$file" 2> said
    local got=$?
    if [ $got != "$status" ] || ! grep -qF "$sentence" said || { [ -e model ] && [ "$status" != 0 ]; }; then
      wrong=$((wrong + 1))
      echo "mlp-train $way $*: status $got rather than $status, '$sentence' expected"
      cat said
    fi
  done
}
expect 65 "line 1000001, column 'x': 'word' is not a number (after 999,999 numbers)" million.csv
expect 0 "wrote model" million.csv --missing word
expect 0 "wrote model" million.csv --categorical x
expect 65 "for the column 'id': leave it out with --ignore" field.csv
expect 65 "line 42, column 1: a field longer than 64 MB begins here" field.csv --max-field 64MB
expect 0 "wrote model" field.csv --ignore id
cases=$((cases + 1))
[ "$("$bin/mlp-predict" model field.csv | wc -l)" = 42 ] || { wrong=$((wrong + 1)); echo "not every row is predicted"; }
echo "$cases large cases, $wrong of them went wrong"
exit "$wrong"
