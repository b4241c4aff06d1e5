"""Writes the JSON Schema of evidence briefs, or checks that the one in git is the code's."""

import json
import sys
from pathlib import Path
from typing import Final

from assessments.briefs.brief import schema

ROOT: Final = Path(__file__).parents[1]
FILE: Final = ROOT / "docs" / "brief.schema.json"


def text() -> str:
    """Return what the file holds."""
    return json.dumps(schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> int:
    """Write the file; with ``--check`` compare it and return 1 on a difference."""
    if "--check" not in sys.argv:
        FILE.write_text(text(), "utf-8")
        return 0
    if FILE.is_file() and FILE.read_text("utf-8") == text():
        return 0
    print(f"{FILE.relative_to(ROOT)} differs from the code: run `make schemas`.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
