"""Writes the SDL, or checks that the file in git is what the code says."""

import sys
from pathlib import Path

from schema.build import build_schema, sdl_of

FILE = Path(__file__).parents[1] / "schema" / "schema.graphql"


def main() -> int:
    """Write the file; with ``--check`` compare it and return 1 on a difference."""
    sdl = sdl_of(build_schema())
    if "--check" not in sys.argv:
        FILE.write_text(sdl, "utf-8")
        return 0
    if FILE.read_text("utf-8") == sdl:
        return 0
    print("schema/schema.graphql differs from the code: run `make sdl` and review the difference.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
