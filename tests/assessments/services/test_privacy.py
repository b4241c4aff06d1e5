"""The privacy notice: whole in both languages, with what the installation says of itself."""

from dataclasses import replace
from typing import Final

import pytest

from assessments.services.privacy.notice import sections_of
from assessments.services.privacy.terms import MADE_UP, Terms
from assessments.texts import Language, Text, both

GIVEN: Final = Terms(
    controller=both("Klyngen SA", "Klyngen SA"),
    organisation_number="974760673",
    contact="https://example.org/personvern",
    is_made_up=False,
    draft_days=1017,
    anonymous_days=2023,
    log_days=2525,
    token_days=3029,
)


def texts(terms: Terms) -> list[Text]:
    sections = sections_of(terms)
    return [text for one in sections for text in (one.heading, *one.paragraphs)]


def whole(terms: Terms, language: Language) -> str:
    return "\n".join(text.into(language) for text in texts(terms))


def test_its_sections_are_those_that_clients_know() -> None:
    assert [section.slug for section in sections_of(GIVEN)] == [
        "controller",
        "stored",
        "purposes",
        "readers",
        "retention",
        "rights",
        "sole-proprietors",
        "cookies",
    ]


def test_every_text_is_written_in_each_language() -> None:
    assert [text.nb for text in texts(GIVEN) if text.nb == text.en] == []
    paragraphs = [text for section in sections_of(GIVEN) for text in section.paragraphs]
    assert {(text.nb[-1], text.en[-1]) for text in paragraphs} == {(".", ".")}
    assert [text.nb for text in texts(GIVEN) if set("{}") & {*text.nb, *text.en}] == []


@pytest.mark.parametrize("language", [Language.NB, Language.EN])
def test_it_says_what_this_installation_is(language: Language) -> None:
    said = whole(GIVEN, language)
    for mark in ("Klyngen SA", "974760673", "1017 da", "2023 da", "3029 da"):
        assert said.count(mark) == 1, mark
    assert said.count("2525 da") == 2
    assert said.count(GIVEN.contact) == 2


@pytest.mark.parametrize("language", [Language.NB, Language.EN])
def test_what_is_made_up_says_so_first(language: Language) -> None:
    made_up, given = sections_of(MADE_UP)[0], sections_of(replace(MADE_UP, is_made_up=False))[0]
    assert [text.into(language) for text in made_up.paragraphs[1:]] == [
        text.into(language) for text in given.paragraphs
    ]
    assert len(made_up.paragraphs) == 3


def test_one_day_is_one_day() -> None:
    said = whole(replace(GIVEN, draft_days=1), Language.EN)
    assert "for 1 day." in said


@pytest.mark.parametrize(
    ("contact", "address"),
    [("a@example.no", "mailto:a@example.no"), ("https://example.no/p", "https://example.no/p")],
)
def test_a_contact_can_be_followed(contact: str, address: str) -> None:
    assert replace(GIVEN, contact=contact).contact_address == address
