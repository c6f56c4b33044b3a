#!/usr/bin/env bash
# Levenberg-Marquardt and Adam in the same time, on a smooth function of four inputs without noise:
# small.sh [SECONDS], 10 if not given.
#
# 1,000 rows of y = sin(ab) + c^2 - exp(-d), inputs evenly drawn from [-1, 1]; one network, tanh 4-20-20-1, one
# start; neither decays its weights, except where the data say how much. Adam with each of three learning rates, falling by a cosine over as many epochs as it can do in the time;
# the error is that of the training rows, in units of y.
set -euo pipefail
seconds=${1:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk 'BEGIN {
  srand(1)
  print "a,b,c,d,y"
  for (n = 0; n < 1000; n++) {
    a = 2 * rand() - 1; b = 2 * rand() - 1; c = 2 * rand() - 1; d = 2 * rand() - 1
    printf "%.9g,%.9g,%.9g,%.9g,%.9g\n", a, b, c, d, sin(a * b) + c * c - exp(-d)
  }
}' > "$work/t.csv"
network=(--hidden 20,20 --activation tanh --bins 1 --ensemble 1 --validation-fraction 0 --seed 1)

# error OPTION...: trains, says the RMSE on the training rows and the seconds.
error() {
  local begin=${EPOCHREALTIME/./} took
  mlp-train -q "$work/t.csv" -o "$work/model" "${network[@]}" "$@"
  took=$(((${EPOCHREALTIME/./} - begin) / 1000))
  mlp-predict -q "$work/model" "$work/t.csv" -o /dev/null --metrics - \
    | sed 's/.*"rmse":\([^,}]*\).*/\1/' | awk -v ms=$took '{ print $1, ms / 1000 }'
}

marquardt=(--optimizer levenberg-marquardt --epochs 1000000 --time-limit "$seconds")
read -r rmse took < <(error "${marquardt[@]}")
echo "levenberg-marquardt, Bayesian: rmse $rmse in $took s"
read -r rmse took < <(error "${marquardt[@]}" --weight-decay 0)
echo "levenberg-marquardt, --weight-decay 0: rmse $rmse in $took s"
adam=(--optimizer adam --dropout 0 --schedule cosine)
# How many epochs there are in the time.
read -r _ took < <(error "${adam[@]}" --epochs 1000)
epochs=$(awk -v s="$seconds" -v t="$took" 'BEGIN { print int(1000 * s / t) }')
best=
for rate in 0.001 0.003 0.01; do
  read -r other took < <(error "${adam[@]}" --epochs "$epochs" --learning-rate $rate)
  echo "adam, learning rate $rate, $epochs epochs: rmse $other in $took s"
  best=$(printf '%s\n' $best "$other" | sort -g | head -n 1)
done
awk -v a="$best" -v b="$rmse" 'BEGIN { printf "the best of adam is %.1f times as far off as that\n", a / b }'
