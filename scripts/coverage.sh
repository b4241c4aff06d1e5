#!/usr/bin/env bash
# Runs the tests and holds them to their coverage of branches: 95 % over all, 100 % for the rules.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
rm -f .coverage .coverage.*
"$bin/coverage" run -m pytest -q -n 2
"$bin/coverage" combine -q
"$bin/coverage" report --skip-covered --fail-under=95
"$bin/coverage" report --fail-under=100 --include='assessments/questionnaire/*,assessments/scoring/*,assessments/matching/*,assessments/company/*'
