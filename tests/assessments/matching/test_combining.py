"""How schemes go together, and what must come first."""

from collections.abc import Sequence
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.matching.combining import (
    RECEIVED,
    CombiningRules,
    has_had,
    needed_first,
    out_of_reach,
    reads_received,
    together,
    within_reach,
)
from assessments.matching.combining_terms import AidKind, Combines, CombiningTerms
from assessments.matching.offers import Scheme
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.values import Marker, Value
from tests.assessments.matching.made_offers import OFFER, criterion, offer
from tests.fixtures.engine import Data, words
from tests.fixtures.laws import LAW

A, B, C, D = SLUGS = ("a", "b", "c", "d")


def received(op: str, *named: str, hard: bool = True) -> Data:
    """Return a criterion on the support received."""
    condition = {"fact": RECEIVED, "op": op, "value": list(named)}
    return criterion(f"{op}-{'-'.join(named)}", condition, hard=hard)


def schemes(**criteria: Sequence[Data]) -> list[Scheme]:
    """Return the schemes a to d, and a cluster's place in between, with these criteria."""
    made = [OFFER.validate_python(offer(s, criteria=criteria.get(s, []))) for s in SLUGS]
    return [scheme for scheme in made if isinstance(scheme, Scheme)]


def rules(terms: Any = None, **criteria: Sequence[Data]) -> CombiningRules:
    """Return the rules of these schemes, with a cluster beside them."""
    cluster = OFFER.validate_python(offer("cluster", "cluster"))
    known = CombiningTerms.model_validate(terms or {})
    return CombiningRules([cluster, *schemes(**criteria)], known)


def aid(kind: str, *slugs: str, basis: str = "sourced", **more: Any) -> Data:
    """Return what support from schemes is."""
    return {"schemes": slugs, "kind": kind, "basis": basis, **more}


def pair(scheme: str, other: str, how: str) -> Data:
    """Return how two schemes go together."""
    said = words(f"{scheme}{other}")
    return {"scheme": scheme, "others": [other], "how": how, "basis": "sourced", "note": said}


FREE, SHARED, UNKNOWN = Combines.FREELY, Combines.WITHIN_CEILING, Combines.NOT_KNOWN
DE_MINIMIS, GBER, UNION, NONE = AidKind


@pytest.mark.parametrize(
    ("one", "two", "how"),
    [
        (DE_MINIMIS, DE_MINIMIS, SHARED),
        (DE_MINIMIS, GBER, SHARED),
        (DE_MINIMIS, UNION, SHARED),
        (GBER, GBER, SHARED),
        (GBER, UNION, SHARED),
        (UNION, UNION, UNKNOWN),
        *((kind, NONE, FREE) for kind in AidKind),
    ],
)
def test_kinds_of_support_go_together(one: AidKind, two: AidKind, how: Combines) -> None:
    assert (together(one, two), together(two, one)) == (how, how)


def test_what_the_content_says_of_two_schemes_comes_before_their_kinds() -> None:
    known = rules(
        {
            "state_aid": [aid("de_minimis", A, B, sources=["s1", "s2"])],
            "combinations": [pair(A, B, "excluded")],
        }
    )
    found = known.between(A, B)
    assert (found.scheme, found.how, found.note) == (B, Combines.EXCLUDED, known.between(B, A).note)
    assert known.between(B, A).scheme == A
    assert found.note is not None
    assert found.note.nb == words("ab")["nb"]


@pytest.mark.parametrize(
    ("basis", "expected"), [("sourced", "sourced"), ("general_knowledge", "general_knowledge")]
)
def test_a_conclusion_is_as_sure_as_the_least_sure_of_its_grounds(
    basis: str, expected: str
) -> None:
    known = rules(
        {
            "state_aid": [
                aid("de_minimis", A, sources=["s1", "s2"]),
                aid("block_exemption", B, basis=basis, sources=["s2", "s3"]),
            ]
        }
    )
    found = known.between(A, B)
    assert (found.how, found.basis, found.note) == (SHARED, expected, None)
    assert found.sources == ("s1", "s2", "s3")


def test_what_is_not_known_is_not_known() -> None:
    known = rules({"state_aid": [aid("no_aid", A), aid("union_funds", B, C)]})
    assert known.between(A, D).how is UNKNOWN
    assert known.between(D, A).how is UNKNOWN
    assert known.between(B, C).how is UNKNOWN
    assert (known.between(B, C).basis, known.between(A, D).basis) == (None, None)
    assert [c.scheme for c in known.known_with(A)] == [B, C]
    assert [c.scheme for c in known.known_with(D)] == []
    assert [known.is_known(slug) for slug in SLUGS] == [True, True, True, False]


def test_something_is_known_of_both_schemes_of_a_pair() -> None:
    paired = rules({"combinations": [pair(A, B, "freely")]})
    assert [paired.is_known(slug) for slug in SLUGS] == [True, True, False, False]
    assert paired.known_with(B) == [paired.between(B, A)]


def test_something_is_known_of_one_that_comes_later_and_of_one_that_must_come_first() -> None:
    """What only counts in favour of another need not come first."""
    ordered = rules(c=[received("contains_any", D), received("contains_any", B, hard=False)])
    assert [ordered.is_known(slug) for slug in SLUGS] == [False, False, True, True]
    assert [bool(ordered.needed_by(slug)) for slug in SLUGS] == [False, False, False, True]


def test_criteria_on_the_support_received_say_what_comes_first() -> None:
    known = rules(
        a=[
            criterion("other"),
            received("contains_any", B, C),
            received("contains_all", C, D, hard=False),
            received("contains_none", D),
            criterion("tick", {"fact": RECEIVED, "op": "count_gte", "value": 1}),
            criterion("nested", {"not": {"fact": RECEIVED, "op": "contains_any", "value": [B]}}),
        ]
    )
    assert [(n.any_of, n.criterion.hard) for n in known.needs_first(A)] == [
        ((B, C), True),
        ((C,), False),
        ((D,), False),
    ]
    assert {n.scheme for n in known.needs_first(A)} == {A}
    assert [known.needed_by(slug) for slug in SLUGS] == [[], [A], [A], []]
    assert known.needs_first("cluster") == ()
    read = [reads_received(c.condition) for c in known.schemes[A].criteria]
    assert read == [False, True, True, True, True, True]


def test_a_hard_criterion_that_nothing_was_received_excludes_both_ways() -> None:
    known = rules(a=[received("contains_none", B), received("contains_none", C, hard=False)])
    found = known.between(A, B)
    assert (found.scheme, found.how) == (B, Combines.EXCLUDED)
    assert (known.between(B, A).scheme, known.between(B, A).how) == (A, Combines.EXCLUDED)
    assert found.note == known.schemes[A].criteria[0].text
    assert known.between(A, C).how is UNKNOWN


def test_schemes_that_wait_for_one_another_are_out_of_reach() -> None:
    circle = schemes(
        a=[received("contains_any", B)],
        b=[received("contains_any", C, A)],
        c=[received("contains_all", B, D)],
    )
    assert out_of_reach(circle) == {A, B, C}
    by_another_way = schemes(a=[received("contains_any", B, D)], b=[received("contains_any", A)])
    assert out_of_reach(by_another_way) == frozenset()
    soft = schemes(a=[received("contains_any", A, hard=False)])
    assert out_of_reach(soft) == frozenset()


NEEDS: Final = st.dictionaries(
    st.sampled_from(SLUGS),
    st.lists(st.sets(st.sampled_from(SLUGS), min_size=1).map(sorted), max_size=2),
)


@LAW
@given(NEEDS)
def test_what_is_in_reach_can_be_had_one_after_the_other(needs: dict[str, list[list[str]]]) -> None:
    made = schemes(
        **{s: [received("contains_any", *g) for g in groups] for s, groups in needs.items()}
    )
    had: set[str] = set()
    for _ in SLUGS:
        had |= {
            scheme.slug
            for scheme in made
            if all(had & set(needed.any_of) for needed in needed_first(scheme))
        }
    assert out_of_reach(made) == set(SLUGS) - had


def _received(op: str, named: list[str], hard: bool) -> Data:
    return received(op, *named, hard=hard)


ORDERED: Final = st.dictionaries(
    st.sampled_from(SLUGS),
    st.lists(
        st.builds(
            _received,
            st.sampled_from(["contains_any", "contains_all", "contains_none"]),
            st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True),
            st.booleans(),
        ),
        max_size=3,
    ),
)


@LAW
@given(ORDERED)
def test_what_one_needs_first_is_what_must_come_before_it(criteria: dict[str, list[Data]]) -> None:
    known = rules(**criteria)
    for first, later in product(SLUGS, SLUGS):
        needs = any(
            first in needed.any_of and needed.criterion.hard for needed in known.needs_first(later)
        )
        assert (later in known.needed_by(first)) is needs


def test_each_of_what_is_needed_must_come_first() -> None:
    known = rules(a=[received("contains_any", B), received("contains_all", C, D)])
    assert [known.needed_by(slug) for slug in SLUGS] == [[], [A], [A], [A]]


TERMS: Final = st.fixed_dictionaries(
    {
        "state_aid": st.dictionaries(st.sampled_from(SLUGS), st.sampled_from(AidKind)).map(
            lambda kinds: [aid(kind, slug) for slug, kind in kinds.items()]
        ),
        "combinations": st.dictionaries(
            st.sampled_from([(A, B), (C, B), (D, A)]),
            st.sampled_from(["freely", "within_ceiling", "excluded"]),
        ).map(lambda said: [pair(*two, how) for two, how in said.items()]),
    }
)


@LAW
@given(TERMS, st.sampled_from([(), (A,), (B, C)]))
def test_two_schemes_go_together_the_same_both_ways(terms: Data, none_of: tuple[str, ...]) -> None:
    known = rules(terms, d=[received("contains_none", *none_of)] if none_of else [])
    for one, other in product(SLUGS, SLUGS):
        if one != other:
            there, back = known.between(one, other), known.between(other, one)
            assert (there.how, there.basis, there.note) == (back.how, back.basis, back.note)
            assert (there.scheme, back.scheme) == (other, one)


@LAW
@given(TERMS)
def test_nothing_is_certain_of_a_scheme_of_which_nothing_is_known(terms: Data) -> None:
    known = rules(terms)
    for one, other in product(SLUGS, SLUGS):
        if one != other and not known.is_known(one):
            assert known.between(one, other).how is UNKNOWN


UNSAID: Final = [None, Marker.DONT_KNOW, Marker.NOT_APPLICABLE, Marker.UNDECIDED]


@pytest.mark.parametrize("value", UNSAID)
def test_support_that_is_not_known_is_neither_had_nor_not(value: Value | None) -> None:
    assert has_had([A], value) is Verdict.UNKNOWN
    assert within_reach([(B, Outcome.ELIGIBLE)], value) == {B}


def test_support_that_is_known_is_had_or_not() -> None:
    assert has_had([A, B], frozenset({B, C})) is Verdict.MET
    assert has_had([A, B], frozenset({C})) is Verdict.UNMET
    assert has_had([A], frozenset()) is Verdict.UNMET


def test_what_is_open_near_or_had_is_within_reach() -> None:
    outcomes = [(str(outcome), outcome) for outcome in Outcome]
    found = within_reach(outcomes, frozenset({"had"}))
    assert found == {"ELIGIBLE", "NEAR_MISS", "had"}


def test_what_gives_money_is_told_by_its_kind_or_by_what_is_known() -> None:
    kind = rules().schemes[A].kind
    assert rules().gives_money(A)
    assert rules({"money_kinds": [kind]}).gives_money(A)
    known = rules({"money_kinds": ["other"], "state_aid": [aid("de_minimis", B)]})
    assert [slug for slug in SLUGS if known.gives_money(slug)] == [B]
