"""How low and how high the scores of a draft can still become, as clients see it."""

import pytest

from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

BOUNDS = """
query Bounds($id: ID!) {
  assessment(id: $id) {
    bounds { ...All }
    themes { theme { slug } bounds { ...All } }
  }
}
fragment All on Bounds {
  lowest highest lowestLevel { number } highestLevel { number }
  decided level { number name } mayBeNull exact
}
"""

OPEN: Json = {
    "lowest": 0,
    "highest": 100,
    "lowestLevel": {"number": 0},
    "highestLevel": {"number": 4},
    "decided": False,
    "level": None,
    "mayBeNull": False,
    "exact": True,
}
NOT_FOR_US: Json = {f"P{n:02}": {"notApplicable": True} for n in range(1, 11)}


async def bounds_of(respondent: Respondent) -> dict[str, Json]:
    """Return the bounds by theme, and overall."""
    data = await respondent.client.data(BOUNDS, {"id": respondent.id})
    assessment: Json = data["assessment"]
    themes = {theme["theme"]["slug"]: theme["bounds"] for theme in assessment["themes"]}
    return {**themes, "overall": assessment["bounds"]}


async def test_everything_is_open_at_the_start(respondent: Respondent) -> None:
    assert await bounds_of(respondent) == {
        "scaling": OPEN,
        "internationalisation": OPEN,
        "regulatory_testing": OPEN,
        "public_procurement": {**OPEN, "mayBeNull": True},
        "overall": OPEN,
    }


async def test_a_theme_that_does_not_apply_has_no_score_for_certain(
    respondent: Respondent,
) -> None:
    await respondent.save(NOT_FOR_US)
    found = await bounds_of(respondent)
    nothing = dict.fromkeys(("lowest", "highest", "lowestLevel", "highestLevel", "level"))
    assert found["public_procurement"] == {
        **nothing,
        "decided": True,
        "mayBeNull": True,
        "exact": True,
    }
    assert found["overall"] == OPEN


@pytest.mark.parametrize(("language", "name"), [("nb", "Kjent med temaet"), ("en", "Aware")])
async def test_the_level_is_there_once_it_is_decided(
    submitted: Respondent, language: str, name: str
) -> None:
    submitted.client.language = language
    found = (await bounds_of(submitted))["internationalisation"]
    assert found == {
        "lowest": 38.2,
        "highest": 38.2,
        "lowestLevel": {"number": 1},
        "highestLevel": {"number": 1},
        "decided": True,
        "level": {"number": 1, "name": name},
        "mayBeNull": False,
        "exact": True,
    }
