"""Holds the tests to their coverage of branches, as ``coverage json`` counted them.

Run it on the file: python -m scripts.branches .coverage.json
Coverage's own figure takes lines and branches together, so that many lines can hide few branches.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Final

LEAST: Final = Decimal(95)


def percent_of_branches(report: str) -> Decimal:
    """Return the percentage of branches covered, as ``coverage json`` counted them."""
    totals = json.loads(report)["totals"]
    return 100 * Decimal(totals["covered_branches"]) / Decimal(totals["num_branches"])


def main() -> int:
    """Print the coverage of branches, and return 1 where it is too little."""
    found = percent_of_branches(Path(sys.argv[1]).read_text("utf-8"))
    print(f"Branches: {found:.2f} %, and at least {LEAST} % are needed.")
    return int(found < LEAST)


if __name__ == "__main__":
    sys.exit(main())
