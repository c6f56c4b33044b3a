#!/usr/bin/env bash
# Changes operators and numbers of NeuralNetwork, Metrics, Training and Tabular one at a time, and counts how many of these mutants the
# tests notice: mutation_testing.sh [COUNT [SEED]]
#
# COUNT of them, drawn by SEED; fails where fewer than 90 of 100 are noticed. Needs Python 3.
exec python3 "$(dirname "$0")/../MutationTesting/count.py" "${@:-400}"
