"""Made-up companies that are registered, with a number, results of some quarters and clusters.

Their organisation numbers begin with 1 to 7, as those of no Norwegian organisation do: theirs begin
with 8 or 9.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from assessments.assessment import StoredCompany
from assessments.services.demonstration.companies import MadeUpCompany, make_up, occasions
from assessments.services.demonstration.creating import build_rows, environment_of
from assessments.services.environment import Environment
from assessments.services.proven import NUMBER
from assessments.storage.bulk import BulkRows, Record
from assessments.storage.identifiers import RANDOM_BITS, uuid7

FIRST_DIGITS: Final = 7
MOST: Final = 5_000_000
"""How many companies a population has numbers for."""
CONFIRMED: Final = 0.8
"""The share of stated memberships that the cluster has on its list."""
CONFIRMED_BY: Final = "demonstration"

_WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2)
_MODULUS: Final = 11


def demonstration_number(seed: int, number: int) -> str:
    """Return the organisation number of company `number` of the population `seed`.

    Every seventh population has the same numbers. Of two numbers that differ by one in the last
    digit but the check digit, one has a check digit at least (modulus 11, weights 3 2 7 6 5 4 3 2).

    Raises:
        ValueError: A population has not so many companies.
    """
    if not 0 <= number < MOST:
        raise ValueError(f"A population has {MOST} companies; {number} is none of them.")
    beginnings = (f"{1 + seed % FIRST_DIGITS}{2 * number + more:07}" for more in (0, 1))
    found = ((digits, _check_digit(digits)) for digits in beginnings)
    return next(f"{digits}{check}" for digits, check in found if check < _MODULUS - 1)


def _check_digit(digits: str) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return -total % _MODULUS


def build_companies(environment: Environment, seed: int, numbers: Sequence[int]) -> BulkRows:
    """Return the rows of registered companies with all that they have submitted."""
    rows = BulkRows()
    for number in numbers:
        mine = BulkRows()
        for occasion in occasions(seed, number):
            mine.add(build_rows(environment, seed, [number], occasion))
        made_up = make_up(seed, number)
        mine.give_to(_company(environment, seed, made_up))
        mine.memberships += _memberships(seed, made_up)
        rows.add(mine)
    return rows


def _company(environment: Environment, seed: int, made_up: MadeUpCompany) -> StoredCompany:
    own = environment_of(environment, seed, made_up)
    chance = Random(f"{seed}:{made_up.number}:company")
    digits = demonstration_number(seed, made_up.number)
    return StoredCompany(
        id=replace(own, random_bits=chance.getrandbits).new_id(),
        organisation_number=digits,
        facts={NUMBER: {"text": digits}},
        revision=0,
        created_at=made_up.at,
        updated_at=made_up.at,
    )


def _memberships(seed: int, made_up: MadeUpCompany) -> Iterator[Record]:
    """Yield the clusters that have the company on their lists, of those that it states."""
    chance = Random(f"{seed}:{made_up.number}:clusters")
    stated = made_up.facts.get("cluster_memberships")
    clusters = stated.payload if stated is not None and isinstance(stated.payload, tuple) else ()
    for cluster in clusters:
        if chance.random() < CONFIRMED:
            row = uuid7(made_up.at, chance.getrandbits(RANDOM_BITS))
            digits = demonstration_number(seed, made_up.number)
            yield row, cluster, digits, made_up.at, CONFIRMED_BY
