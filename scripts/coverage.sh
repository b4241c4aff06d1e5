#!/usr/bin/env bash
# Runs the tests and holds them to their coverage: 95 % of lines and branches, 95 % of the branches
# alone, and all of both for the rules. Nothing may rest on the laws, which tracing would make several
# times as slow.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
rm -f .coverage .coverage.*
"$bin/coverage" run -m pytest -q -n auto --maxprocesses 8 --dist worksteal -m "not law"
"$bin/coverage" combine -q
"$bin/coverage" report --skip-covered --fail-under=95
"$bin/coverage" json -q -o .coverage.json
"$bin/python" -m scripts.branches .coverage.json
"$bin/coverage" report --fail-under=100 --include='assessments/questionnaire/*,assessments/scoring/*,assessments/matching/*,assessments/company/*'
