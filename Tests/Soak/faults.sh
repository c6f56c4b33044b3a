#!/usr/bin/env bash
# Makes every call of a kind fail in turn, until a run of the program meets none that would: faults.sh [KIND:HOW...]
# ONLY=predict for one of the programs below, LEAST=500 for the fewest faults that have to come about.
#
# After each run the status is one that fits, what it says is no stack trace, the files are the old ones or the new ones,
# whole, and no temporary file is left. Prints how many faults came about; fails where one did harm.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
bin=$root/.build/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -shared -fPIC -O1 -o "$work/faults.so" Tests/Soak/faults.c -ldl || exit 70

faults=${*:-open:EACCES open:EMFILE read:EIO read:EINTR read:short write:ENOSPC write:EIO write:EINTR write:short fsync:EIO \
fsync:EINTR rename:EIO mmap:ENOMEM malloc:ENOMEM}
head -n 41 data/iris.csv > "$work/t.csv"
sed -n '1p;120,$p' data/iris.csv >> "$work/t.csv.tail"; tail -n +2 "$work/t.csv.tail" >> "$work/t.csv"
gzip -c "$work/t.csv" > "$work/t.csv.gz"
train="--epochs 3 --hidden 8 --ensemble 2 --threads 1"
"$bin/mlp-train" -q "$work/t.csv" $train -o "$work/model" || exit 1
# A checkpoint of a training that has not ended.
"$bin/mlp-train" -q "$work/t.csv" $train -o "$work/model.2" --checkpoint "$work/checkpoint" --time-limit 0.0001 || exit 1

# What is run, in a folder of its own, in which `old` files stand.
declare -A programs=(
  [train]="mlp-train ../t.csv.gz $train -o out --checkpoint c --checkpoint-every 1"
  [resume]="mlp-train ../t.csv $train -o out --checkpoint c --resume"
  [predict]="mlp-predict ../model ../t.csv -o out --metrics scores --threads 1"
  [pipe]="mlp-predict ../model ../t.csv.gz --threads 1"
)
# The names of the programs' results.
results="out scores"

prepare() {
  rm -rf "$work/run" "$work/mark"
  mkdir "$work/run"
  local result
  for result in $results; do echo old > "$work/run/$result"; done
  [ "$1" = resume ] && cp "$work/checkpoint" "$work/run/c"
  return 0
}

# Runs a program with a fault, or without: sets `status`; standard output is in `said`.
run() {
  (cd "$work/run" && MLP_FAULT=$2 MLP_FAULT_MARK=$work/mark LD_PRELOAD=$work/faults.so \
    timeout -k 1 60 "$bin"/${programs[$1]} > ../said 2> ../errors)
  status=$?
}

declare -A allowed=(
  [open]="0 65 66 73 74" [read]="0 65 74" [write]="0 74" [fsync]="74" [rename]="74" [mmap]="0 71" [malloc]="0 65 66 70 71 73 74"
)
total=0 harms=0
harm() {
  harms=$((harms + 1))
  echo "$1, fault $2: $3 (status $status)"
  head -n 3 "$work/errors"
}

for name in ${ONLY:-${!programs[@]}}; do
  prepare "$name"
  run "$name" none:0:EIO
  [ "$status" = 0 ] || { echo "$name fails without a fault"; cat "$work/errors"; exit 1; }
  rm -rf "$work/whole"; mkdir "$work/whole"
  cp "$work/said" "$work/whole/said"
  for result in $results; do cp "$work/run/$result" "$work/whole/$result"; done
  for fault in $faults; do
    kind=${fault%%:*} how=${fault#*:}
    for ((n = 1; ; n++)); do
      prepare "$name"
      run "$name" "$kind:$n:$how"
      if [ ! -e "$work/mark" ]; then
        [ "$status" = 0 ] || harm "$name" "none" "it fails without a fault"
        break
      fi
      total=$((total + 1))
      what="$kind $n $how"
      fits=${allowed[$kind]}
      case $how in EINTR | short) fits=0 ;; esac
      # A checkpoint that cannot be written is warned of, and does not end the training.
      if [ "$status" = 0 ] && grep -q "warning: .*'c'.*continues without" "$work/errors"; then fits=0; fi
      [[ " $fits " == *" $status "* ]] || harm "$name" "$what" "a status that does not fit"
      [ "$status" = 0 ] || [ -s "$work/errors" ] || harm "$name" "$what" "nothing is said"
      [ -z "$(find "$work/run" -name '.mlp-*')" ] || harm "$name" "$what" "a temporary file is left"
      if [ "$status" = 0 ]; then
        cmp -s "$work/said" "$work/whole/said" || harm "$name" "$what" "another output"
      fi
      for result in $results; do
        cmp -s "$work/run/$result" "$work/whole/$result" && continue
        [ "$status" != 0 ] && [ "$(cat "$work/run/$result" 2> /dev/null)" = old ] && continue
        harm "$name" "$what" "'$result' is neither the old nor the new file"
      done
    done
    echo "$name: $((n - 1)) of $fault"
  done
done
echo "$total faults, $harms of them did harm"
[ "$harms" = 0 ] && [ "$total" -ge "${LEAST:-1}" ]
