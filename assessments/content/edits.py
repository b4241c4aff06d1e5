"""What differs between two states of the content, entry by entry."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assessments.content.catalogue import Catalogue
from assessments.content.differing import NOTHING, differences
from assessments.content.documents import to_document
from assessments.questionnaire.definition import Questionnaire

Json = dict[str, Any]

LISTS: Final[Mapping[str, str]] = {
    "organisations": "organisation",
    "requirements": "requirement",
    "procurement_rules": "procurement rule",
    "facts": "fact",
    "barriers": "barrier",
    "sources": "source",
}
"""The lists of a catalogue whose members have slugs, with what one member is called."""

TAKEN_IN: Final = ("facts", "barriers", "groups", "rates")
"""What a questionnaire version takes in from elsewhere."""


@dataclass(frozen=True, slots=True)
class State:
    """The content at one time: a catalogue and questionnaire versions."""

    catalogue: Catalogue
    questionnaires: Sequence[Questionnaire]


@dataclass(frozen=True, slots=True)
class Edit:
    """A difference: where it is, and what stood there and stands there; ``NOTHING`` for neither."""

    entry: str
    field: str
    before: object
    after: object


def edits(old: State, new: State) -> Iterator[Edit]:
    """Yield every difference, in the order of the entries.

    A questionnaire version that `old` has not is compared with the version before it, also in what
    it takes in; a version that both have keeps what it took in.
    """
    before, after = _pieces(old.catalogue), _pieces(new.catalogue)
    earlier = {(q.slug, q.version): q for q in (*new.questionnaires, *old.questionnaires)}
    there = {(q.slug, q.version) for q in old.questionnaires}
    for questionnaire in new.questionnaires:
        version = questionnaire.version
        taken_in = (questionnaire.slug, version) not in there
        after |= _pieces_of(questionnaire, version, taken_in=taken_in)
        base = _base(questionnaire, earlier, old)
        if base is not None:
            before |= _pieces_of(base, version, taken_in=taken_in)
    kept = {(q.slug, q.version) for q in new.questionnaires}
    for questionnaire in old.questionnaires:
        if (questionnaire.slug, questionnaire.version) not in kept:
            before |= _pieces_of(questionnaire, questionnaire.version, taken_in=True)
    for entry in (*after, *(e for e in before if e not in after)):
        yield from _of_entry(entry, before.get(entry), after.get(entry))


def _of_entry(entry: str, before: Json | None, after: Json | None) -> Iterator[Edit]:
    if before is None or after is None:
        yield Edit(
            entry, "", NOTHING if before is None else before, NOTHING if after is None else after
        )
        return
    for found in differences("", before, after):
        yield Edit(entry, found.field, found.stored, found.recomputed)


def _base(
    questionnaire: Questionnaire, known: Mapping[tuple[str, int], Questionnaire], old: State
) -> Questionnaire | None:
    """Return what to compare a version with: the same one in `old`, or the one before it."""
    same = [q for q in old.questionnaires if q.slug == questionnaire.slug]
    for other in same:
        if other.version == questionnaire.version:
            return other
    before = [v for s, v in known if s == questionnaire.slug and v < questionnaire.version]
    return known[questionnaire.slug, max(before)] if before else None


def _pieces(catalogue: Catalogue) -> dict[str, Json]:
    """Return the entries of a catalogue by what they are called."""
    document: Json = json.loads(to_document(catalogue))
    pieces: dict[str, Json] = {}
    for offer in document.pop("offers"):
        pieces[f"{offer['type'].replace('_', ' ')} {offer['slug']}"] = offer
    for name, called in LISTS.items():
        for entry in document.pop(name):
            pieces[f"{called} {entry['slug']}"] = entry
    for of in document.pop("advice", ()):
        for advice in of["advice"]:
            step = f"{advice['question']} to level {advice['to_level']}"
            pieces[f"advice {of['questionnaire']} {step}"] = advice
    pieces |= _combining(document.pop("combining"))
    for name, part in document.pop("reference").items():
        pieces[f"reference {name}"] = {name: part}
    for name, part in document.items():
        pieces[name.replace("_", " ")] = {name: part}
    return pieces


def _combining(terms: Json) -> dict[str, Json]:
    """Return what is known about schemes together, by scheme and by pair of schemes."""
    pieces: dict[str, Json] = {}
    for aid in terms.get("state_aid", ()):
        said = {name: part for name, part in aid.items() if name != "schemes"}
        pieces |= {f"state aid {scheme}": said for scheme in aid["schemes"]}
    for pair in terms.get("combinations", ()):
        said = {name: part for name, part in pair.items() if name not in {"scheme", "others"}}
        for other in pair["others"]:
            pieces[f"combination {' and '.join(sorted((pair['scheme'], other)))}"] = said
    return pieces


def _pieces_of(questionnaire: Questionnaire, version: int, *, taken_in: bool) -> dict[str, Json]:
    """Return the parts of a questionnaire under the names that they have in `version`."""
    document: Json = {"version": None, **json.loads(to_document(questionnaire))}
    for name in () if taken_in else TAKEN_IN:
        document.pop(name, None)
    name = f"{questionnaire.slug} {version}"
    pieces: dict[str, Json] = {f"questionnaire {name}": document}
    for theme in document.pop("themes"):
        questions = theme.pop("questions")
        pieces[f"theme {name} {theme['slug']}"] = theme
        for question in questions:
            pieces[f"question {name} {question['slug']}"] = question
    return pieces
