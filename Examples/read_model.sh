#!/usr/bin/env bash
# Predicts from model files without mlp-predict, by read_model.py, and compares: every encoding, target and kind of network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$here/../data
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Flowers with categories that have an order, and dates in several formats.
awk -F, -v OFS=, '
  BEGIN { split("low medium high", level, " "); split("Mon Tue Wed Thu Fri Sat Sun", day, " ") }
  NR == 1 { print $0, "level", "weekday", "picked", "at"; next }
  { date = sprintf("%02d.%02d.2024", 1 + NR % 28, 1 + NR % 12)
    time = sprintf("%02d:%02d", NR % 24, NR * 7 % 60)
    print $0, level[1 + NR % 3], day[1 + NR % 7], NR % 11 ? date : "", time }
' "$data/iris.csv" >flowers.csv

# Trains on a table, predicts by both programs, and compares field by field.
compare() {
  local table=$1
  shift
  mlp-train "$table" --epochs 4 --quiet --output model.safetensors "$@"
  # Only classes, and not those of the hinge loss, have probabilities.
  mlp-predict model.safetensors "$table" --probabilities --quiet --output ours.csv 2>/dev/null ||
    mlp-predict model.safetensors "$table" --quiet --output ours.csv
  /usr/bin/python3 "$here/read_model.py" model.safetensors "$table" >reference.csv
  paste -d, ours.csv reference.csv | awk -F, -v what="$(basename "$table") $*" '
    { for (i = 1; i <= NF / 2; i++) {
        a = $i; b = $(i + NF / 2)
        if (NR > 1 && a ~ /^-?[0-9.]+(e[+-]?[0-9]+)?$/) {
          d = a > b ? a - b : b - a; m = a < 0 ? -a : a; d /= m > 1 ? m : 1
          if (d > worst) worst = d
        } else if (a != b) { print what ": line " NR ": " a " and " b; wrong = 1; exit }
      }
    }
    END { printf "%s: %d rows differ by %.1e at most\n", what, NR - 1, worst; exit wrong || NR < 2 || worst > 1e-5 }'
}

compare flowers.csv --target species
compare flowers.csv --target species --preset fast --hidden 8
compare flowers.csv --target species --ensemble 2 --tabm 3 --pbld 4 --parametric-activation --hidden 8,8
compare "$data/iris.csv" --target species --loss hinge --numeric-embedding 0 --ensemble 1 --hidden 8
compare "$data/breast_cancer.csv" --target diagnosis --bins 4 --scaling standard --ensemble 1 --hidden 8
compare "$data/orders.csv" --target price --ignore returned --ensemble 1 --hidden 16
compare "$data/orders.csv" --target returned --ignore price --bins 20 --numeric-embedding 0 --pbld 3 \
  --ensemble 1 --hidden 8
compare "$data/diabetes.csv" --target progression
compare "$data/diabetes.csv" --target bmi,progression --target-transform log --bins 12 --ensemble 2 --hidden 8 \
  --activation identity
compare "$data/diabetes.csv" --target progression --target-transform normal --optimizer adamw --bins 1 \
  --pbld 3 --ensemble 1 --hidden 8
compare "$data/digits.csv" --target pixel_3_3 --task regression --loss poisson --tabm 2 --ensemble 1 --hidden 8
for activation in leaky-relu elu selu gelu silu softplus sigmoid; do
  compare "$data/wine.csv" --target class --activation $activation --parametric-activation --ensemble 1 --hidden 8
done
