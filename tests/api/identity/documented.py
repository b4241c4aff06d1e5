"""The examples of ``docs/identity.md``: settings and claims, as people will copy them."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from api.identity.reading import ClaimsReading

PAGE = Path(__file__).parents[3] / "docs" / "identity.md"
BLOCK = re.compile(r"<!-- (setting|token): ([\w-]+) -->\n+```json\n(.*?)\n```", re.DOTALL)

CONSUMER, OTHER, SUPPLIER, VENDOR = "123456785", "987654325", "991825827", "991825827"


@cache
def blocks() -> dict[tuple[str, str], str]:
    return {(kind, name): text for kind, name, text in BLOCK.findall(PAGE.read_text("utf-8"))}


def setting(name: str) -> dict[str, Any]:
    """Return the setting of one issuer."""
    found: dict[str, Any] = json.loads(blocks()["setting", name])
    return found


def token(name: str) -> dict[str, Any]:
    """Return the claims of a token, a new copy each time."""
    found: dict[str, Any] = json.loads(blocks()["token", name])
    return found


def reading(name: str) -> ClaimsReading:
    """Return how the claims of an issuer are read."""
    return ClaimsReading.model_validate(setting(name)["claims"])
