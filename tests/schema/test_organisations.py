"""Organisations say as much about themselves as offers do, and so do rules about their checks."""

from datetime import date
from typing import Any

import pytest

from assessments.content.catalogue import Catalogue, Organisation, ProcurementRule, Requirement
from assessments.content.library import CompiledCatalogue, Library
from assessments.texts import Language
from schema.context import Context
from schema.types.organisations import organisation_of
from schema.types.rules import ProcurementRule as RuleView
from schema.types.rules import Requirement as RequirementView
from tests.fixtures.http import GraphQLClient

ORGANISATIONS = """
{
  organisations {
    slug kind kindText urlBasis status statusText statusSince validFrom validTo checkedOn checkedBy
    aliases successors { __typename slug name } themes { slug } barriers { slug }
  }
}
"""
CHECKED = {"checked_on": date(2026, 11, 1), "checked_by": "KN"}


async def organisations(api: GraphQLClient, language: str = "en") -> dict[str, dict[str, Any]]:
    api.language = language
    found = (await api.data(ORGANISATIONS))["organisations"]
    return {organisation["slug"]: organisation for organisation in found}


def written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def as_shown(authored: Organisation) -> dict[str, Any]:
    return {
        "slug": authored.slug,
        "kind": authored.kind,
        "urlBasis": authored.url_basis,
        "status": authored.status,
        "statusSince": authored.status_since,
        "validFrom": written(authored.valid_from),
        "validTo": written(authored.valid_to),
        "checkedOn": written(authored.checked_on),
        "checkedBy": authored.checked_by,
        "aliases": list(authored.aliases),
        "successors": list(authored.successors),
        "themes": list(authored.themes),
        "barriers": list(authored.barriers),
    }


async def test_each_says_what_the_content_has(
    api: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    found = await organisations(api)
    for authored in catalogue_definition.organisations:
        shown = dict(found[authored.slug])
        for field in ("successors", "themes", "barriers"):
            shown[field] = [entry["slug"] for entry in shown[field]]
        words = catalogue_definition.words
        assert shown.pop("kindText") == words.offer_kinds[authored.kind].en
        assert shown.pop("statusText") == words.statuses[authored.status].en
        assert shown == as_shown(authored)


async def test_one_that_has_ended_says_when(api: GraphQLClient) -> None:
    viken = (await organisations(api, "nb"))["viken"]
    assert (viken["kind"], viken["kindText"]) == ("county", "Fylkeskommune")
    assert (viken["status"], viken["statusText"]) == ("ended", "Avsluttet")
    assert (viken["validFrom"], viken["validTo"]) == ("2020-01-01", "2023-12-31")
    assert viken["statusSince"] == "2024-01-01"
    assert (await organisations(api))["eksfin"]["aliases"] == ["GIEK", "Eksportkreditt Norge"]


async def test_one_names_what_it_became(api: GraphQLClient) -> None:
    assert (await organisations(api))["drommeloftet"]["successors"] == [
        {"__typename": "Organisation", "slug": "innovasjon-norge", "name": "Innovation Norway"}
    ]


def test_one_may_have_become_an_offer(catalogue: CompiledCatalogue) -> None:
    agency = catalogue.definition.organisations[0]
    view = organisation_of(agency.model_copy(update={"successors": ("skattefunn",)}), catalogue)
    assert [(type(s).__name__, s.slug) for s in view.successors()] == [("Scheme", "skattefunn")]


@pytest.fixture
def context(library: Library) -> Context:
    """A context for views that read neither the environment nor the principal."""
    nobody: Any = None
    return Context(environment=nobody, library=library, principal=nobody, language=Language.EN)


def test_rules_say_who_checked_them(catalogue: CompiledCatalogue, context: Context) -> None:
    requirement: Requirement = catalogue.definition.requirements[0].model_copy(update=CHECKED)
    found = RequirementView.of(requirement, catalogue, context)
    assert (found.checked_on, found.checked_by) == (date(2026, 11, 1), "KN")


def test_a_proposed_amount_says_when_it_would_hold(
    catalogue: CompiledCatalogue, context: Context
) -> None:
    definition = catalogue.definition
    rules = {rule.slug: rule for rule in definition.procurement_rules}
    rule: ProcurementRule = rules["innslagspunkt"].model_copy(update=CHECKED)
    assert RuleView.of(rule, definition, context).proposed_in_force is None
    assert rule.proposed is not None
    proposed = rule.proposed.model_copy(update={"in_force": date(2027, 1, 1)})
    dated = rule.model_copy(update={"proposed": proposed})
    found = RuleView.of(dated, definition, context)
    assert (found.proposed_in_force, found.checked_by) == (date(2027, 1, 1), "KN")
    bare = rule.model_copy(update={"proposed": None})
    assert RuleView.of(bare, definition, context).proposed_in_force is None
