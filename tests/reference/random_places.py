"""Random counties, municipalities and countries, current and former."""

from random import Random
from typing import Final

from tests.reference.counties import CURRENT, OLD, OLD_MUNICIPALITIES, OLDER_MUNICIPALITIES
from tests.reference.values import Value

MUNICIPALITIES: Final = (
    *("0301", "1103", "1506", "1804", "3103", "3201", "3301", "3401", "3901"),
    *("4001", "4204", "4601", "5001", "5501", "5601", "2100", "2211"),
)
"""One municipality of each current county, Svalbard and Jan Mayen."""
WITH_MOST_OFFERS: Final = ("03", "32")
INSIDE_EEA: Final = ("DE", "SE", "DK", "FR", "NL", "FI", "IS", "NO", "LI")
OUTSIDE_EEA: Final = ("US", "GB", "XI", "CH", "JP", "SG", "FO", "GL", "CA")


def random_county(rng: Random) -> str:
    """Return a county code: a current one, or now and then a former one."""
    if rng.random() < 0.2:
        return rng.choice(sorted(OLD))
    return rng.choice((*sorted(CURRENT), *WITH_MOST_OFFERS))


def random_municipality(rng: Random) -> str:
    """Return a municipality code, of today or of a county that was split in 2020 or 2024."""
    if rng.random() < 0.4:
        return rng.choice(sorted((*OLD_MUNICIPALITIES, *OLDER_MUNICIPALITIES)))
    return rng.choice(MUNICIPALITIES)


def random_place(rng: Random) -> dict[str, Value]:
    """Return a county code, in part with a municipality that may lie in another county."""
    if rng.random() < 0.5:
        return {"county_code": random_county(rng)}
    municipality = random_municipality(rng)
    county = municipality[:2] if rng.random() < 0.7 else random_county(rng)
    return {"county_code": county, "municipality_code": municipality}


def random_countries(rng: Random, least: int) -> frozenset[str]:
    """Return up to four more countries than the least, one time in three of the EEA only."""
    pool = INSIDE_EEA if rng.random() < 1 / 3 else (*INSIDE_EEA, *OUTSIDE_EEA)
    return frozenset(rng.sample(pool, k=rng.randint(least, least + 4)))
