#!/usr/bin/env bash
# Attacks each reader with the inputs that coverage leads to, for a time: fuzzing.sh [SECONDS]
#
# Ten minutes each if not given. Prints how many inputs each was given, and ends with the number of readers that something
# was found in, or that could not be attacked; what did it is in .build/fuzzer/found.
set -uo pipefail
cd "$(dirname "$0")/../.."
found=0
for reader in csv packed model checkpoint options config; do
  said=$(make fuzz TARGET=$reader SECONDS="${1:-600}" 2>&1)
  status=$?
  runs=$(grep -o 'stat::number_of_executed_units: *[0-9]*' <<< "$said" | grep -o '[0-9]*$')
  echo "$reader: ${runs:-0} inputs, status $status"
  [ $status = 0 ] && [ "${runs:-0}" -gt 0 ] || { found=$((found + 1)); tail -n 40 <<< "$said"; }
done
exit "$found"
