"""What differs between two states of the content."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.differing import NOTHING, differences
from assessments.content.edits import State, edits
from assessments.matching.combining_terms import CombiningTerms
from assessments.questionnaire.definition import Questionnaire

Found = dict[tuple[str, str], tuple[object, object]]


def _found(old: State, new: State) -> Found:
    return {(e.entry, e.field): (e.before, e.after) for e in edits(old, new)}


@pytest.fixture
def state(ready_catalogue: Catalogue, ready_versions: list[Questionnaire]) -> State:
    return State(ready_catalogue, ready_versions[:1])


def _with(state: State, **lists: Any) -> State:
    return State(state.catalogue.model_copy(update=lists), state.questionnaires)


def _changed(model: Any, **fields: Any) -> Any:
    return model.model_copy(update=fields)


def test_the_same_has_no_edits(state: State) -> None:
    assert _found(state, state) == {}


def test_an_entry_comes_and_goes(state: State) -> None:
    without = _with(state, offers=state.catalogue.offers[1:])
    offer = state.catalogue.offers[0]
    name = f"{offer.type.replace('_', ' ')} {offer.slug}"
    gone, come = _found(state, without), _found(without, state)
    assert list(gone) == list(come) == [(name, "")]
    assert gone[name, ""][1] is NOTHING
    assert come[name, ""][0] is NOTHING


def test_a_changed_text_date_and_criterion_are_named_by_their_place(state: State) -> None:
    offer = next(o for o in state.catalogue.offers if o.criteria and o.valid_to is None)
    first = offer.criteria[0]
    said = _changed(offer.summary, nb="Noe annet.")
    edited = _changed(
        offer,
        summary=said,
        valid_to=date(2027, 1, 1),
        criteria=(_changed(first, hard=not first.hard), *offer.criteria[1:]),
    )
    offers = tuple(edited if o.slug == offer.slug else o for o in state.catalogue.offers)
    found = _found(state, _with(state, offers=offers))
    name = f"{offer.type.replace('_', ' ')} {offer.slug}"
    assert found == {
        (name, "summary.nb"): (offer.summary.nb, "Noe annet."),
        (name, "valid_to"): (NOTHING, "2027-01-01"),
        (name, f"criteria.{first.slug}.hard"): (first.hard, not first.hard),
    }


LISTS: Final[Mapping[str, str]] = {
    "organisations": "organisation",
    "requirements": "requirement",
    "procurement_rules": "procurement rule",
    "facts": "fact",
    "barriers": "barrier",
    "sources": "source",
}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_entries_is_compared(state: State, name: str) -> None:
    entries = getattr(state.catalogue, name)
    found = _found(state, _with(state, **{name: entries[1:]}))
    assert list(found) == [(f"{LISTS[name]} {entries[0].slug}", "")]


def test_advice_reference_data_and_words_are_compared(state: State) -> None:
    catalogue = state.catalogue
    (of,) = catalogue.advice
    found = _found(state, _with(state, advice=(_changed(of, advice=of.advice[1:]),)))
    ((entry, field),) = found
    assert entry.startswith(f"advice {of.questionnaire} ")
    assert field == ""
    statuses = {**catalogue.words.statuses}
    text = statuses.pop("ended")
    words = _changed(catalogue.words, statuses=statuses)
    assert _found(state, _with(state, words=words)) == {
        ("words", "words.statuses.ended"): (text.model_dump(exclude_none=True), NOTHING)
    }
    rates = {**catalogue.reference.currencies.kroner_per, "EUR": Decimal(12)}
    currencies = _changed(catalogue.reference.currencies, kroner_per=rates)
    reference = _changed(catalogue.reference, currencies=currencies)
    ((entry, field),) = _found(state, _with(state, reference=reference))
    assert (entry, field) == ("reference currencies", "currencies.kroner_per.EUR")


def test_a_new_version_is_compared_with_the_one_before(
    ready_catalogue: Catalogue, ready_versions: list[Questionnaire]
) -> None:
    first, second = ready_versions
    both = State(ready_catalogue, [first, second])
    found = _found(State(ready_catalogue, [first]), both)
    assert found["question ready 2 A4", ""][1] is NOTHING
    assert found["question ready 2 A5", ""][0] is NOTHING
    assert not [entry for entry, _ in found if " 1" in entry]
    assert found == _found(State(ready_catalogue, [first]), State(ready_catalogue, [second, first]))
    gone = _found(both, State(ready_catalogue, [first]))
    assert all(after is NOTHING for _, after in gone.values())


def test_a_new_version_differs_by_its_number_and_by_what_it_takes_in(state: State) -> None:
    (first,) = state.questionnaires
    copy = _changed(first, version=2)
    assert _found(state, State(state.catalogue, [first, copy])) == {
        ("questionnaire ready 2", "version"): (1, 2)
    }
    groups, home = {**first.groups, "HOME": ("NO", "GB")}, first.groups["HOME"]
    taken = {"groups": groups, "facts": first.facts[1:]}
    found = _found(state, State(state.catalogue, [first, _changed(copy, **taken)]))
    assert found.keys() == {
        ("questionnaire ready 2", field)
        for field in ("version", f"facts.{first.facts[0].slug}", "groups.HOME.DE", "groups.HOME.GB")
    }
    assert home == ("DE", "NO")
    assert _found(state, State(state.catalogue, [_changed(first, **taken)])) == {}


def test_a_version_edited_in_place_is_compared_with_itself(state: State) -> None:
    (first,) = state.questionnaires
    theme = first.themes[0]
    heavier = _changed(
        theme, questions=(_changed(theme.questions[0], weight=Decimal(9)), *theme.questions[1:])
    )
    edited = _changed(first, themes=(heavier, *first.themes[1:]))
    found = _found(state, State(state.catalogue, [edited]))
    assert found == {(f"question ready 1 {theme.questions[0].slug}", "weight"): (1.5, 9)}


def test_a_first_version_is_new_in_every_part(state: State) -> None:
    found = _found(State(state.catalogue, []), state)
    assert found
    assert all(before is NOTHING for before, _ in found.values())


AID: Final = {"kind": "de_minimis", "basis": "general_knowledge"}
TOGETHER: Final = {"how": "freely", "basis": "general_knowledge", "note": {"nb": "Ja.", "en": "Y."}}


def _combining(state: State, aid: list[Any], pairs: list[Any]) -> State:
    terms = CombiningTerms.model_validate({"state_aid": aid, "combinations": pairs})
    return _with(state, combining=terms)


def test_what_is_known_of_schemes_together_is_told_apart_by_schemes(state: State) -> None:
    old = _combining(
        state,
        [{"schemes": ["b", "c"], **AID}],
        [{"scheme": "b", "others": ["c", "a"], **TOGETHER}],
    )
    new = _combining(
        state,
        [{"schemes": ["a"], **AID}, {"schemes": ["c", "b"], **AID, "kind": "no_aid"}],
        [
            {"scheme": "a", "others": ["d", "b"], **TOGETHER},
            {"scheme": "c", "others": ["b"], **TOGETHER},
        ],
    )
    found = _found(old, new)
    assert {key: after for key, (_, after) in found.items() if key[1]} == {
        ("state aid b", "kind"): "no_aid",
        ("state aid c", "kind"): "no_aid",
    }
    assert [entry for entry, field in found if not field] == ["state aid a", "combination a and d"]
    assert _found(old, old) == {}


def test_clauses_are_told_apart_by_their_ids() -> None:
    clauses = [{"id": name, "fact": name, "op": "answered"} for name in "ab"]
    more = [{"id": "new", "fact": "c", "op": "answered"}, *clauses]
    (found,) = differences("when", clauses, more)
    assert (found.field, found.stored, found.recomputed) == ("when.new", NOTHING, more[0])
