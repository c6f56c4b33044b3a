#!/usr/bin/env bash
# Writes outputs to a file system that is really full, at every size of it: full_disk.sh
#
# As root, which mounting takes. The old files have to stay, and no temporary file may be left. Prints how often the disk
# was full; fails where that did harm.
set -uo pipefail
cd "$(dirname "$0")/../.."
bin=$PWD/.build/release
data=$PWD/data/iris.csv
work=$(mktemp -d)
trap 'umount "$work/disk" 2> /dev/null; rm -rf "$work"' EXIT
mkdir "$work/disk"
"$bin/mlp-train" -q "$data" --epochs 2 --hidden 64 --ensemble 1 -o "$work/model" || exit 1

full=0 harms=0
harm() {
  harms=$((harms + 1))
  echo "$1, $size KiB: $2 (status $status)"
}
for ((size = 4; size <= 600; size += 8)); do
  mount -t tmpfs -o size=${size}k none "$work/disk" || { echo "cannot mount a file system: run it as root"; exit 77; }
  for command in "mlp-train $data -q --epochs 4 --hidden 128,128 --ensemble 1 -o disk/out --checkpoint disk/c --checkpoint-every 1" \
    "mlp-predict $work/model $data --keep all --probabilities -o disk/out --metrics disk/scores"; do
    rm -f "$work"/disk/* "$work"/disk/.mlp-*
    echo old > "$work/disk/out"
    (cd "$work" && "$bin"/$command 2> errors)
    status=$?
    [ -z "$(find "$work/disk" -name '.mlp-*')" ] || harm "$command" "a temporary file is left"
    if [ $status = 0 ]; then
      cmp -s "$work/disk/out" <(echo old) && harm "$command" "the output is the old file"
      continue
    fi
    full=$((full + 1))
    [ $status = 74 ] && grep -q "No space left on device" "$work/errors" || harm "$command" "$(cat "$work/errors")"
    [ -s "$work/disk/out" ] || harm "$command" "the old file is gone"
  done
  umount "$work/disk"
done
echo "$full times the disk was full, $harms of them did harm"
[ $harms = 0 ] && [ $full -gt 0 ]
