"""``privacy``: the notice as a client shows it, in the language of the request."""

from dataclasses import replace
from typing import Any, Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Administrator, Anonymous, Principal
from assessments.services.privacy.notice import TITLE, sections_of
from assessments.services.privacy.terms import MADE_UP, Terms
from assessments.texts import Language, both
from tests.fixtures.endpoint import client_of

PRIVACY: Final = """
{
  privacy {
    title contact
    controller { name organisationNumber isMadeUp }
    sections { slug heading paragraphs }
  }
}
"""
GIVEN: Final = Terms(
    controller=both("Klyngen SA", "Klyngen SA"),
    organisation_number="123456785",
    contact="personvern@example.org",
    is_made_up=False,
)


async def privacy(
    environment: Environment, language: str, principal: Principal | None = None
) -> dict[str, Any]:
    async with client_of(environment, principal=principal) as client:
        client.language = language
        found: dict[str, Any] = (await client.data(PRIVACY))["privacy"]
        return found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("terms", [MADE_UP, GIVEN], ids=["made up", "given"])
async def test_it_says_who_and_what_in_every_language(
    environment: Environment, language: Language, terms: Terms
) -> None:
    found = await privacy(replace(environment, privacy=terms), language.value)
    assert found == {
        "title": TITLE.into(language),
        "contact": terms.contact,
        "controller": {
            "name": terms.controller.into(language),
            "organisationNumber": "123456785",
            "isMadeUp": terms is MADE_UP,
        },
        "sections": [
            {
                "slug": section.slug,
                "heading": section.heading.into(language),
                "paragraphs": [paragraph.into(language) for paragraph in section.paragraphs],
            }
            for section in sections_of(terms)
        ],
    }


async def test_it_is_the_same_for_everybody(environment: Environment) -> None:
    said = await privacy(environment, "nb", Anonymous())
    assert await privacy(environment, "nb", Administrator(subject="root", name="root")) == said
