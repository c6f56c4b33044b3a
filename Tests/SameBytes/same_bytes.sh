#!/usr/bin/env bash
# Runs the command lines of cases.sh with the programs of another commit and with those of the working tree, and compares
# their results byte by byte: same_bytes.sh COMMIT
#
# BASE_PROGRAMS=DIR uses existing programs instead of a commit, PROGRAMS=DIR replaces .build/release; ONLY=WORD runs only the
# cases whose name contains WORD. Fails if a result differs: a tensor of a model or checkpoint, a prediction, a metric, a
# trial or an exit status. With STRICT=1 it also fails if only a JSON header or a text for people differs. The differences
# are kept in .build/same-bytes/differences.
#
# The results depend on the library and the processor, so both sides run on the same machine.
set -uo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/Tests/SameBytes
work=$PWD/.build/same-bytes
data=$PWD/data made=$work/tables

fail() {
  echo "same-bytes: $1" >&2
  exit 64
}

# Builds the programs of a commit once, in a worktree that stays until `make clean`.
programs_of() {
  local tree=$work/$1
  if [ ! -x "$tree/.build/release/mlp-predict" ]; then
    git worktree remove --force "$tree" 2> /dev/null
    git worktree prune
    git worktree add --quiet --detach "$tree" "$1" || return 1
    for product in mlp-train mlp-predict; do
      (cd "$tree" && swift build -c release --static-swift-stdlib --product $product >&2) || return 1
    done
  fi
  echo "$tree/.build/release"
}

now=$(realpath "${PROGRAMS:-.build/release}") || exit 64
if [ -n "${BASE_PROGRAMS:-}" ]; then
  base=$(realpath "$BASE_PROGRAMS") || exit 64
else
  [ -n "${1:-}" ] || fail "name the commit to compare with, as in: make same-bytes BASE=main"
  commit=$(git rev-parse --short --verify "$1^{commit}") || exit 64
  base=$(programs_of "$commit") || fail "the programs of $1 cannot be built"
fi
for program in {"$base","$now"}/mlp-{train,predict}; do
  [ -x "$program" ] || fail "no program '$program'"
done

rm -rf "$work/base" "$work/now" "$work/differences" "$made"
mkdir -p "$work/base" "$work/now"
python3 "$here/tables.py" "$made" || exit 70
cc -shared -fPIC -O1 -o "$work/stop.so" "$here/stop.c" || exit 70

# The names that each side knows, by their current names: options without dashes, groups with a leading =.
declare -A base_names now_names
for side in base now; do
  declare -n names=${side}_names
  help=$("${!side}/mlp-train" --help; "${!side}/mlp-predict" --help)
  while read -r kind new old; do
    case $kind in
      option) grep -q -- "--$new\b" <<< "$help" && names[$new]=$new || names[$new]=$old ;;
      group) grep -qw -- "$new" <<< "$help" && names[=$new]=$new || names[=$new]=$old ;;
    esac
  done < "$here/names.txt"
done

# Runs a program of `$programs` with the option names that it knows, on one thread unless --threads is given. Keeps
# standard error and the exit status.
run() {
  local program=$1 expected=${expects:-0} words=() word threads="--threads 1" status
  echo "\$ $program ${*:2}" >> transcript
  for word in "${@:2}"; do
    [ "$word" = --threads ] && threads=
    if [[ $word == --* ]]; then
      words+=("--${names[${word#--}]:-${word#--}}")
    elif [[ $word =~ ^[a-z]+=[0-9.]+(,[a-z]+=[0-9.]+)*$ ]]; then
      words+=("$(tr ',' '\n' <<< "$word" | while IFS== read -r group x; do echo "${names[=$group]:-$group}=$x"; done | paste -sd,)")
    else
      words+=("$word")
    fi
  done
  "$programs/$program" "${words[@]}" $threads 2>> transcript
  status=$?
  echo "$program $status" >> statuses.txt
  [ $status = "$expected" ] || echo "status $status instead of $expected: $program ${*:2}" >> "$problems"
}
mlp-train() { run mlp-train "$@"; }
mlp-predict() { run mlp-predict "$@"; }
fails() { local expects=$1; "${@:2}"; }
# stop.c exits with 9.
stops() { local expects=9; MLP_STOP_AFTER=$1 LD_PRELOAD=$work/stop.so "${@:2}"; }
same() { cmp -s "$1" "$2" || echo "$1 differs from $2" >> "$problems"; }

# Runs a case with the programs of one side, in an empty folder.
run_side() {
  local programs=${!1} problems=$work/$1/$3.problems
  declare -n names=${1}_names
  mkdir "$work/$1/$3" && cd "$work/$1/$3" && : > "$problems" && eval "$2"
}

declare -A titles=([base]=BASE [now]="working tree")
counts=(0 0 0 0)
broken=0 number=0
compare() {
  [[ -z ${ONLY:-} || $1 == *$ONLY* ]] || return 0
  local folder verdict
  number=$((number + 1))
  folder=$(printf %02d $number)
  (run_side base "$2" "$folder") & (run_side now "$2" "$folder") & wait
  printf '%2d %-56s' $number "$1:"
  python3 "$here/compare.py" "$work/base/$folder" "$work/now/$folder" "$work/differences/$folder" "$here/names.txt"
  verdict=$?
  [ $verdict -le 3 ] || exit 70
  counts[verdict]=$((counts[verdict] + 1))
  for side in base now; do
    [ -s "$work/$side/$folder.problems" ] || continue
    broken=$((broken + 1))
    head -n 3 "$work/$side/$folder.problems" | sed "s/^/  ${titles[$side]}: /"
  done
}
# The time of the cases, without that of a build.
SECONDS=0
source "$here/cases.sh"

echo "$number cases in $SECONDS s: ${counts[0]} equal, ${counts[1]} where only text differs, ${counts[2]} where only headers and text" \
  "differ, ${counts[3]} DIFFERENT"
[ -e "$work/differences" ] && echo "the differences are in .build/same-bytes/differences, by case number"
[ $broken = 0 ] || echo "$broken runs had an unexpected exit status or a training that did not resume to the same model"
[ $((counts[3] + broken)) = 0 ] && { [ -z "${STRICT:-}" ] || [ $((counts[1] + counts[2])) = 0 ]; }
