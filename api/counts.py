"""Says how many there are of something."""


def number_of(count: int, one: str, many: str) -> str:
    """Return how many there are, with the word for one or for many."""
    return f"{count} {one if count == 1 else many}"
