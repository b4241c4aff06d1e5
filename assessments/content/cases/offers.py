"""Runs the worked cases of offers."""

from collections.abc import Iterator

from assessments.content.cases.accepting import Acceptance
from assessments.content.cases.differences import Expectations
from assessments.content.cases.models import OfferCase, OfferCases
from assessments.content.files import Placed
from assessments.content.library import Library
from assessments.content.problems import Problem
from assessments.matching.compiled import CompiledOffer
from assessments.matching.match import Match, match_offer
from assessments.matching.missing import Needless, missing_of
from assessments.matching.outcome import Verdict
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.values import Values
from assessments.scoring.rounding import one_decimal


def offer_problems(library: Library, placed: Placed[OfferCases]) -> Iterator[Problem]:
    """Yield a problem per value that cannot be and per expectation that fails."""
    cases = placed.item
    offer = library.catalogue.offers_by_slug.get(cases.offer)
    if offer is None:
        message = f"there is no offer `{cases.offer}`; use the name of an offer's file"
        yield placed.problem("reference", message, "offer")
        return
    for index, case in enumerate(cases.cases):
        expect = Expectations(placed, index, case)
        yield from _case_problems(library, offer, cases, case, expect)


def _case_problems(
    library: Library,
    offer: CompiledOffer,
    cases: OfferCases,
    case: OfferCase,
    expect: Expectations,
) -> Iterator[Problem]:
    as_of = case.as_of or cases.as_of
    catalogue = library.catalogue
    acceptance = Acceptance(as_of, catalogue.derive.rules, _not_applicable_by_answer(library))
    stated = acceptance.facts(catalogue.facts, cases.company, case.company)
    wrong = [
        *expect.refused("company", case.company, stated.refusals),
        *(
            expect.problem(f"there is no barrier `{slug}`; use a slug of barriers.yaml", "gaps")
            for slug in case.gaps
            if slug not in catalogue.definition.barriers_by_slug
        ),
    ]
    if wrong:
        yield from wrong
        return
    facts = catalogue.derive(stated.values, as_of)
    match = match_offer(offer, State(facts=facts), frozenset(case.gaps), as_of)
    yield from _differences(
        expect,
        case,
        match,
        _missing(match, facts, stated.values, catalogue.derive.needless(stated.values)),
    )


def _missing(match: Match, facts: Values, stated: Values, needless: Needless) -> tuple[str, ...]:
    """Return the facts to ask for to settle the hard criteria that are unknown, in order."""
    verdicts = zip(match.offer.criteria, match.verdicts, strict=True)
    unknown = [c for c, verdict in verdicts if verdict is Verdict.UNKNOWN and c.criterion.hard]
    return tuple(
        dict.fromkeys(slug for c in unknown for slug in missing_of(c, facts, stated, needless))
    )


def _differences(
    expect: Expectations, case: OfferCase, match: Match, missing: tuple[str, ...]
) -> Iterator[Problem]:
    if not case.expects:
        yield expect.problem("the case expects nothing; say at least the outcome")
    if case.outcome is not None:
        yield from expect.one("outcome", case.outcome, match.outcome)
    criteria = (compiled.criterion.slug for compiled in match.offer.criteria)
    verdicts = dict(zip(criteria, match.verdicts, strict=True))
    yield from expect.each("verdicts", "criterion", case.verdicts, verdicts)
    if case.missing is not None:
        yield from expect.one("missing", case.missing, missing)
    if case.relevance is not None:
        yield from expect.one("relevance", case.relevance, one_decimal(match.relevance))


def _not_applicable_by_answer(library: Library) -> frozenset[str]:
    """Return the facts that a question gives which may not apply."""
    return frozenset(
        question.writes_fact.fact
        for questionnaire in library.questionnaires.values()
        for _, question in questionnaire.definition.questions
        if question.writes_fact is not None and question.may_leave_fact_not_applicable
    )
