"""``eksportklar content show`` leaves out nothing that the API shows of an offer.

Asks the API for every field of each offer, and looks for what it says in the lines of the preview.
A new field has to be there too, or in `LEFT_OUT` with the reason.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Final

import pytest
from graphql import GraphQLInterfaceType, GraphQLNamedType, GraphQLObjectType

from api.commands.previews import offers as words
from api.commands.previews.preview import preview
from api.commands.previews.saying import BASES
from assessments.content.catalogue import Catalogue
from assessments.content.combining_words import TOGETHER
from assessments.content.library import Library, build_library
from assessments.content.loading import Folder, load_folder
from assessments.matching.combining_terms import Combines
from assessments.matching.offers import Confidence
from assessments.texts import Language, Text, say_number, say_period
from schema.context import Context
from schema.execution.run import Asked, run
from tests.fixtures.content import CONTENT
from tests.fixtures.endpoint import served_schema
from tests.frozen.every_field import COMPOSITE, type_of

Json = dict[str, Any]

OFFERS: Final = ("Scheme", "Cluster", "Incubator", "TestFacility")
SCHEMA: Final = served_schema().core

LEFT_OUT: Final[Mapping[str, str]] = {
    "Offer.id": "It says nothing to anybody.",
    "Offer.slug": "It is what the editor has typed.",
    "Offer.kind": "`kindText` says it.",
    "Offer.status": "`statusText` says it.",
    "Criterion.slug": "It is for clients; nobody reads it.",
    "Criterion.condition": "A tree for clients; the preview says it in words.",
    "StateAid.kind": "`StateAid.text` says it.",
    "AidCeiling.activity": "`activityText` says it.",
    "AidCeiling.size": "The preview says it in the words of the fact, which the API has not.",
    "NeededFirst.criterion": "The slug of a criterion, which is for clients.",
    "NeededFirst.required": "`NeededFirst.text` says it.",
    "NeededFirst.had": "It is null where no company is spoken of.",
}
"""Fields that the preview does not show as they are, and why."""

NAMED: Final[Mapping[str, str]] = {
    "Barrier": "name",
    "Offer": "name",
    "Scheme": "name",
    "Theme": "title",
}
"""Of what has a place of its own, the preview gives the name."""


@cache
def _words_of_confidence() -> Mapping[str, Text]:
    catalogue = load_folder(CONTENT).catalogue
    assert catalogue is not None
    return catalogue.words.confidences


def _confidence(value: str, language: Language) -> str:
    return _words_of_confidence()[Confidence[value]].into(language)


def _basis(value: str, language: Language) -> str:
    return {**BASES, **_words_of_confidence()}[value].into(language)


def _kroner(label: Text) -> Callable[[int, Language], str]:
    def said(value: int, language: Language) -> str:
        amount = words.KRONER.into(language).format(say_number(value, language))
        return f"{label.into(language)}: {amount}"

    return said


def _percent(value: object, language: Language) -> str:
    return f"{value}%" if language is Language.EN else f"{value} %"


def _if_so(text: Text) -> Callable[[bool, Language], str]:
    return lambda value, language: text.into(language) if value else ""


SAID: Final[Mapping[str, Callable[[Any, Language], str]]] = {
    "Offer.openToAll": _if_so(words.OPEN_TO_ALL),
    "Offer.confidence": _confidence,
    "Offer.urlBasis": _basis,
    "Offer.opensOn": lambda value, language: f"{words.OPENS.into(language)}: {value}",
    "Offer.closesOn": lambda value, language: f"{words.CLOSES.into(language)}: {value}",
    "Scheme.minimumAmountNok": _kroner(words.LEAST),
    "Scheme.maximumAmountNok": _kroner(words.MOST),
    "Scheme.supportRatePercent": lambda value, language: (
        f"{words.COVERS.into(language)}: {_percent(value, language)}"
    ),
    "Scheme.supportBasis": lambda value, language: (
        f"{words.SURE.into(language)}: {_basis(value, language)}"
    ),
    "Offer.statusSince": say_period,
    "Criterion.hard": lambda value, language: (words.HARD if value else words.SOFT).into(language),
    "Criterion.actionable": _if_so(words.ACTIONABLE),
    "Criterion.basis": _basis,
    "StateAid.basis": _basis,
    "AidCeiling.percent": _percent,
    "AidCeiling.percentInCollaboration": _percent,
    "AidCeiling.confidence": _confidence,
    "Combination.how": lambda value, language: TOGETHER[Combines[value]].into(language),
    "Combination.basis": _basis,
}
"""How the preview says what the API gives as something else than words."""


def place(of: GraphQLNamedType, name: str) -> str:
    """Return what a field is called here: those that all offers have, by the interface."""
    shared = SCHEMA.type_map["Offer"]
    assert isinstance(shared, GraphQLInterfaceType)
    return f"Offer.{name}" if of.name in OFFERS and name in shared.fields else f"{of.name}.{name}"


def asked(of: GraphQLNamedType) -> str:
    """Return all fields of `of`, to the leaves or to the names of what has a place of its own."""
    assert isinstance(of, GraphQLObjectType)
    fields: list[str] = []
    for name, field in of.fields.items():
        target = type_of(SCHEMA, field)
        if target.name in NAMED:
            fields.append(f"{name} {{ {NAMED[target.name]} }}")
        elif isinstance(target, COMPOSITE):
            fields.append(f"{name} {asked(target)}")
        else:
            fields.append(name)
    return "{ " + " ".join(fields) + " }"


def given(of: GraphQLNamedType, data: Json) -> Iterator[tuple[str, Any]]:
    """Yield every value in `data`, which is of the type `of`, with the place of its field."""
    assert isinstance(of, GraphQLObjectType)
    for name, value in data.items():
        target, at = type_of(SCHEMA, of.fields[name]), place(of, name)
        several: list[Any] = value if hasattr(value, "append") else [value]
        for one in several:
            if one is None:
                continue
            if target.name in NAMED:
                yield at, one[NAMED[target.name]]
            elif isinstance(target, COMPOSITE):
                yield from given(target, one)
            else:
                yield at, one


def said(at: str, value: Any, language: Language) -> str:
    """Return what the preview must say of a value."""
    if at in SAID:
        return SAID[at](value, language)
    assert not isinstance(value, bool), f"how does the preview say {at}?"
    return value if isinstance(value, str) else say_number(Fraction(str(value)), language)


def places(of: GraphQLNamedType) -> Iterator[str]:
    """Yield the places of all fields that `asked` asks for."""
    assert isinstance(of, GraphQLObjectType)
    for name, field in of.fields.items():
        target = type_of(SCHEMA, field)
        if isinstance(target, COMPOSITE) and target.name not in NAMED:
            yield from places(target)
        else:
            yield place(of, name)


ALL: Final = frozenset(at for name in OFFERS for at in places(SCHEMA.type_map[name]))
MEMBERS: Final = " ".join(f"... on {name} {asked(SCHEMA.type_map[name])}" for name in OFFERS)
QUERY: Final = f"query All($slug: String!) {{ offer(slug: $slug) {{ __typename {MEMBERS} }} }}"


def library_of(folder: Folder) -> Library:
    assert folder.problems == []
    assert folder.catalogue is not None
    versions = [placed.questionnaire.item for placed in folder.questionnaires]
    return build_library(1, (1, folder.catalogue), versions)


async def shown(library: Library, slug: str, language: Language) -> tuple[str, Json]:
    """Return the type of an offer and its fields, as the API shows them."""
    nobody: Any = None
    context = Context(environment=nobody, library=library, principal=nobody, language=language)
    done = await run(served_schema(), Asked(query=QUERY, variables={"slug": slug}), context=context)
    assert done.errors == []
    assert done.data is not None
    found: Json = done.data["offer"]
    return found.pop("__typename"), found


def lines_of(folder: Folder, slug: str) -> dict[Language, str]:
    lines = preview(folder, slug)
    middle = next(n for n, line in enumerate(lines) if line.startswith("[en] "))
    return {
        Language.NB: "\n".join(lines[:middle]),
        Language.EN: "\n".join(lines[middle:]),
    }


async def missing(folder: Folder) -> tuple[list[str], set[str]]:
    """Return what previews leave out of what the API shows, and the places of all that it shows."""
    library, wrong, seen = library_of(folder), list[str](), set[str]()
    for offer in library.catalogue.offers:
        lines = lines_of(folder, offer.slug)
        for language, text in lines.items():
            type_name, data = await shown(library, offer.slug, language)
            for at, value in given(SCHEMA.type_map[type_name], data):
                seen.add(at)
                if at not in LEFT_OUT and said(at, value, language) not in text:
                    wrong.append(f"{offer.slug} [{language}] {at}: {value}")
    return wrong, seen


@pytest.fixture
def checked(folder: Folder) -> Folder:
    """The content with one offer only, which says what no delivered one does."""
    placed = next(placed for placed in folder.offers if placed.item.provider is not None)
    assert folder.catalogue is not None
    assert placed.item.provider is not None
    provider = placed.item.provider.model_copy(update={"url": "https://example.org/provider"})
    more = {"checked_on": date(2026, 11, 1), "checked_by": "KN", "provider": provider}
    offer = placed.item.model_copy(update=more)
    fields = {name: getattr(folder.catalogue, name) for name in Catalogue.model_fields}
    catalogue = Catalogue.model_validate({**fields, "offers": (offer,)})
    return replace(folder, offers=[replace(placed, item=offer)], catalogue=catalogue)


@pytest.mark.whole
async def test_the_preview_shows_all_that_the_api_shows(folder: Folder, checked: Folder) -> None:
    wrong, seen = await missing(folder)
    assert wrong == []
    wrong, also = await missing(checked)
    assert wrong == []
    assert sorted(ALL - seen - also - {"NeededFirst.had"}) == []


def test_what_is_left_out_is_a_field_and_has_a_reason() -> None:
    assert sorted(LEFT_OUT.keys() - ALL) == []
    assert sorted(SAID.keys() - ALL) == []
    assert sorted(LEFT_OUT.keys() & SAID.keys()) == []
    assert all(reason.endswith(".") for reason in LEFT_OUT.values())
