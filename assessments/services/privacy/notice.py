"""The privacy notice: sections of paragraphs, each in both languages.

A paragraph is one `Text`, so no language can lack what another has; what stands in braces is filled
in with what the installation says of itself. Say nothing that the program does not do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assessments.services.privacy.rights import RIGHTS, SOLE_PROPRIETORS
from assessments.services.privacy.terms import Terms
from assessments.services.privacy.uses import LIFETIME, READERS, REASONS, STORED
from assessments.texts import Text, both, counted

TITLE: Final = both("Personvern", "Privacy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the notice; `slug` stays when its heading changes."""

    slug: str
    heading: Text
    paragraphs: Sequence[Text]


_MADE_UP: Final = both(
    "Dette er en utviklingsserver. Den behandlingsansvarlige og kontakten er oppdiktet. Legg ikke"
    " inn opplysninger om virkelige bedrifter eller personer.",
    "This is a development server. The controller and the contact are made up. Enter nothing about"
    " real companies or people.",
)
_RESPONSIBLE: Final = (
    both(
        "{controller}, organisasjonsnummer {number}, er behandlingsansvarlig, og er «vi» i det som"
        " følger.",
        "{controller}, organisation number {number}, is the controller, and is “we” in what"
        " follows.",
    ),
    both(
        "Har dere spørsmål om personvern, skriv til {contact}. Spør også dem hvor opplysningene"
        " lagres, og hvem som drifter tjenesten for dem.",
        "Write to {contact} with questions about privacy. They also say where the data are stored,"
        " and who runs the service for them.",
    ),
)
_COOKIES: Final = (
    both(
        "Ingen. Tjenesten setter ingen informasjonskapsler og følger ingen. Nettsiden dere bruker"
        " den gjennom, kan ha sine egne, og må da si fra om dem.",
        "None. The service sets no cookies and tracks nobody. The website through which you use it"
        " may have its own, and must then say so.",
    ),
)

_SECTIONS: Final = (
    Section(
        slug="controller",
        heading=both("Hvem som har ansvaret", "Who is responsible"),
        paragraphs=_RESPONSIBLE,
    ),
    Section(
        slug="stored",
        heading=both("Hva vi lagrer", "What we store"),
        paragraphs=STORED,
    ),
    Section(
        slug="purposes",
        heading=both("Hvorfor, og på hvilket grunnlag", "Why, and on what legal basis"),
        paragraphs=REASONS,
    ),
    Section(
        slug="readers",
        heading=both("Hvem som ser hva", "Who sees what"),
        paragraphs=READERS,
    ),
    Section(
        slug="retention",
        heading=both("Hvor lenge vi lagrer", "How long we keep it"),
        paragraphs=LIFETIME,
    ),
    Section(
        slug="rights",
        heading=both(
            "Rettighetene deres, og hvordan dere bruker dem", "Your rights, and how to use them"
        ),
        paragraphs=RIGHTS,
    ),
    Section(
        slug="sole-proprietors",
        heading=both("Enkeltpersonforetak", "Sole proprietorships"),
        paragraphs=SOLE_PROPRIETORS,
    ),
    Section(
        slug="cookies",
        heading=both("Informasjonskapsler", "Cookies"),
        paragraphs=_COOKIES,
    ),
)


def sections_of(terms: Terms) -> Sequence[Section]:
    """Return the notice of an installation, in reading order."""
    first, *others = (
        replace(section, paragraphs=[_filled(text, terms) for text in section.paragraphs])
        for section in _SECTIONS
    )
    if terms.is_made_up:
        first = replace(first, paragraphs=[_MADE_UP, *first.paragraphs])
    return (first, *others)


def _filled(text: Text, terms: Terms) -> Text:
    """Return a paragraph with what the installation says of itself in it."""
    said = {
        "controller": terms.controller,
        "number": both(terms.organisation_number, terms.organisation_number),
        "contact": both(terms.contact, terms.contact),
        "draft": _days(terms.draft_days),
        "anonymous": _days(terms.anonymous_days),
        "log": _days(terms.log_days),
        "link": _days(terms.token_days),
    }
    return both(
        text.nb.format_map({name: words.nb for name, words in said.items()}),
        text.en.format_map({name: words.en for name, words in said.items()}),
    )


def _days(days: int) -> Text:
    return counted((days, both("dag", "day"), both("dager", "days")))
