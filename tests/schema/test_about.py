"""What the catalogue says about itself, in both languages."""

from typing import Any

import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.content.reference_words import NAMES, parts_of
from schema.types.about import CatalogueAbout
from tests.fixtures.content import CONTENT
from tests.fixtures.http import GraphQLClient

ABOUT = """
{
  catalogue {
    version title compiledOn howCompiled languages freshness freshForDays scoringBasis
    confidenceMeans { confidence label text }
    reference { slug name confidence rule notes sources { title url } }
    exchangeRates { currency kronerPer }
    sizeLimits { size employeesBelow turnoverEur balanceEur }
  }
}
"""


async def about(api: GraphQLClient, language: str = "en") -> dict[str, Any]:
    api.language = language
    found: dict[str, Any] = (await api.data(ABOUT))["catalogue"]
    return found


async def test_it_says_how_it_was_made(api: GraphQLClient, catalogue_definition: Catalogue) -> None:
    nb, en = await about(api, "nb"), await about(api, "en")
    authored = catalogue_definition.about
    for field, text in (
        ("title", authored.title),
        ("howCompiled", authored.how_compiled),
        ("freshness", authored.freshness),
    ):
        assert (nb[field], en[field]) == (text.nb, text.en)
    assert (en["version"], en["compiledOn"], en["freshForDays"]) == (1, "2026-11-22", 365)
    assert en["languages"] == ["nb", "en"]


async def test_it_says_what_scores_rest_on(api: GraphQLClient) -> None:
    assert (await about(api))["scoringBasis"] == (
        "The thresholds, weights and caps that give scores and levels are a proposal, not taken"
        " from any source. They should be tried on real companies."
    )
    assert (await about(api, "nb"))["scoringBasis"].startswith("Tersklene, vektene og takene")


async def test_every_degree_of_confidence_is_explained(
    api: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    means = (await about(api))["confidenceMeans"]
    assert [one["confidence"] for one in means] == [
        "SOURCED",
        "PARTLY_SOURCED",
        "GENERAL_KNOWLEDGE",
    ]
    for one in means:
        slug = one["confidence"].lower()
        assert one["text"] == catalogue_definition.about.confidence_means[slug].en
        assert one["label"] == catalogue_definition.words.confidences[slug].en


async def test_reference_data_say_how_sure_they_are(
    api: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    found = (await about(api))["reference"]
    assert [(part["slug"], part["confidence"], len(part["sources"])) for part in found] == [
        ("regions", None, 2),
        ("markets", None, 3),
        ("sizes", "GENERAL_KNOWLEDGE", 2),
        ("currencies", None, 0),
        ("industries", "GENERAL_KNOWLEDGE", 1),
        ("device_classes", None, 1),
        ("state_aid", "GENERAL_KNOWLEDGE", 2),
    ]
    parts, reference = {part["slug"]: part for part in found}, catalogue_definition.reference
    assert parts["regions"]["notes"] == [reference.regions.confidence_note.en]
    assert parts["currencies"]["notes"] == [
        "A setting, not a fact; needed wherever an amount is in euro or dollars."
    ]
    assert parts["markets"]["notes"] == [reference.market_groups_note.en]
    assert parts["sizes"]["rule"] == reference.sizes.rule.en
    assert parts["industries"]["rule"] == reference.industries.rule.en
    assert any("verify the register's switch-over" in n for n in parts["industries"]["notes"])
    aid = catalogue_definition.state_aid
    assert parts["state_aid"]["notes"] == [aid.legal_act.en, aid.rd_note.en]


async def test_reference_data_are_said_in_both_languages(api: GraphQLClient) -> None:
    nb, en = (await about(api, "nb"))["reference"], (await about(api, "en"))["reference"]
    for here, there in zip(nb, en, strict=True):
        assert here["name"] != there["name"]
        assert (here["rule"] is None) == (there["rule"] is None)
        pairs = list(zip(here["notes"], there["notes"], strict=True))
        assert [a for a, b in pairs if a == b] == []


def test_every_file_of_reference_data_is_shown_but_the_list_of_countries(
    catalogue_definition: Catalogue,
) -> None:
    """Countries have codes of ISO 3166-1 and names of CLDR, and nothing to doubt."""
    files = {file.stem for file in (CONTENT / "reference").glob("*.yaml")}
    assert files - {"countries"} == set(NAMES)
    assert [part.slug for part in parts_of(catalogue_definition)] == list(NAMES)


async def test_rates_and_limits_are_shown(api: GraphQLClient) -> None:
    found = await about(api)
    assert found["exchangeRates"] == [
        {"currency": "EUR", "kronerPer": 11.7},
        {"currency": "USD", "kronerPer": 10},
    ]
    assert found["sizeLimits"] == [
        {
            "size": "micro",
            "employeesBelow": 10,
            "turnoverEur": 2_000_000,
            "balanceEur": 2_000_000,
        },
        {
            "size": "small",
            "employeesBelow": 50,
            "turnoverEur": 10_000_000,
            "balanceEur": 10_000_000,
        },
        {
            "size": "medium",
            "employeesBelow": 250,
            "turnoverEur": 50_000_000,
            "balanceEur": 43_000_000,
        },
        {
            "size": "small_midcap",
            "employeesBelow": 500,
            "turnoverEur": None,
            "balanceEur": None,
        },
    ]


@pytest.mark.parametrize(("days", "shown"), [(None, 365), (90, 90)])
def test_an_earlier_catalogue_says_less(
    catalogue_definition: Catalogue, days: int | None, shown: int
) -> None:
    reference = catalogue_definition.reference
    sizes = reference.sizes.model_copy(update={"confidence": "perhaps"})
    earlier = catalogue_definition.model_copy(
        update={
            "about": catalogue_definition.about.model_copy(update={"fresh_for_days": days}),
            "reference": reference.model_copy(update={"sizes": sizes}),
            "state_aid": catalogue_definition.state_aid.model_copy(update={"sources": None}),
        }
    )
    assert CatalogueAbout(catalogue=CompiledCatalogue(earlier, 7)).fresh_for_days() == shown
    parts = {part.slug: part for part in parts_of(earlier)}
    assert parts["sizes"].confidence is None
    assert parts["state_aid"].sources == ()
