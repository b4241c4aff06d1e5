#!/usr/bin/env bash
# Pins every package with its hashes, for every platform and Python from 3.11. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-strip-extras)
"${compile[@]}" requirements/runtime.in -o requirements/runtime.txt "$@"
"${compile[@]}" -c requirements/runtime.txt requirements/test.in -o requirements/test.txt "$@"
"${compile[@]}" -c requirements/test.txt requirements/dev.in -o requirements/dev.txt "$@"
