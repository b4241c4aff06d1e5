"""What somebody may have meant who named what is not there."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(slug: str, known: Iterable[str]) -> str:
    """Return a question, after a space, that names those most like `slug`; empty without any."""
    alike = get_close_matches(slug, list(known))
    return f" Did you mean {', '.join(alike)}?" if alike else ""
