#!/usr/bin/env bash
# Kills trainings at random moments by SIGKILL, resumes them from their checkpoints, and compares the models with those of
# trainings that nobody killed: kills.sh [COUNT]
#
# One in four is killed a second time. Prints how many models were equal to the byte; fails where one was not.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
count=${1:-200}
bin=$root/.build/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
RANDOM=1

# Some tenths of a second to a second each.
trainings=(
  "digits.csv --hidden 64 --epochs 12 --ensemble 2"
  "breast_cancer.csv --tabm 3 --epochs 20 --schedule plateau --optimizer nadam --ensemble 1"
  "wine.csv --folds 4 --dropout 0.3 --epochs 30"
  "diabetes.csv"
  "diabetes.csv --optimizer lbfgs --epochs 60 --hidden 32"
  "orders.csv --ignore returned --epochs 10 --ensemble 2 --pbld 4 --parametric-activation --validation-fraction 0"
)

equal=0 tried=0 early=0
for ((k = 0; k < ${#trainings[@]}; k++)); do
  start=$(date +%s%N)
  "$bin/mlp-train" -q $root/data/${trainings[k]} -o "$work/whole.$k" --threads 1 || exit 1
  took[k]=$((($(date +%s%N) - start) / 1000000))
done
while [ $tried -lt "$count" ]; do
  k=$((RANDOM % ${#trainings[@]})) threads=$((1 + RANDOM % 2)) again=$((RANDOM % 4))
  command=("$bin/mlp-train" -q $root/data/${trainings[k]} -o "$work/model" --checkpoint "$work/checkpoint"
    --checkpoint-every 1 --resume --threads "$threads")
  rm -f "$work/model" "$work/checkpoint"
  kills=0
  for ((round = 0; round <= (again == 0); round++)); do
    "${command[@]}" 2> /dev/null &
    process=$!
    # Between the beginning and a tenth after the end, so that the writing of the model is met as well.
    sleep "$(printf '0.%04d' $((took[k] * 11 * (RANDOM % 1000) / 10000 % 1000 * 10)))"
    kill -KILL $process 2> /dev/null
    wait $process 2> /dev/null
    # Before there was a checkpoint it begins at the beginning.
    [ $? = 137 ] && [ -e "$work/checkpoint" ] && kills=$((kills + 1))
  done
  if [ $kills = 0 ]; then
    early=$((early + 1))
    continue
  fi
  tried=$((tried + 1))
  [ -e "$work/model" ] || "${command[@]}" || echo "'${trainings[k]}' does not go on"
  if cmp -s "$work/model" "$work/whole.$k"; then
    equal=$((equal + 1))
  else
    echo "'${trainings[k]}', $threads threads: another model"
  fi
done
echo "$equal of $tried killed trainings came to the same model ($early had ended before, or not begun)"
[ $equal = "$tried" ]
