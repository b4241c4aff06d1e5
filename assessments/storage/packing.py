"""Arrays of numbers as PostgreSQL sends and reads them, many at a time.

An array of integers comes as five numbers, and then the length and value of each. As a list each
number would be looked at by itself, which takes longer than all else that is done with a cell.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

INTEGER_BYTES: Final = 4
BIGINT_BYTES: Final = 8

_HEADER_BYTES: Final = 20
_LENGTH_BYTES: Final = 4


def unpacked(arrays: Sequence[bytes]) -> tuple[Numbers, Numbers]:
    """Return the integers in some arrays one after another, and how many each array has."""
    each = _LENGTH_BYTES + INTEGER_BYTES
    numbers = b"".join(array[_HEADER_BYTES:] for array in arrays)
    values = np.frombuffer(numbers, ">i4")[1::2].astype(np.int64)
    lengths = [max(0, len(array) - _HEADER_BYTES) // each for array in arrays]
    return values, np.array(lengths, np.int64)


def unpacked_bigints(array: bytes) -> Numbers:
    """Return the numbers in an array of ``bigint``."""
    pairs = np.dtype([("length", ">i4"), ("value", ">i8")])
    return np.frombuffer(array[_HEADER_BYTES:], pairs)["value"].astype(np.int64)


def literal(numbers: Numbers) -> str:
    """Return the text of an array, without the zeros at its end."""
    written = str(np.trim_zeros(numbers, "b").tolist())
    return f"{{{written[1:-1]}}}"


def added(one: Numbers, other: Numbers) -> Numbers:
    """Return the sum of two arrays, of which the shorter one goes on with zeros."""
    longest = max(len(one), len(other))
    return np.pad(one, (0, longest - len(one))) + np.pad(other, (0, longest - len(other)))
