"""Schemes together: names are there, nothing is said twice, and what comes first can be had."""

from collections.abc import Iterable, Iterator, Mapping

from assessments.content.checks.references import Known
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.matching.combining import (
    excluded_by,
    out_of_reach,
    reads_received,
    received_compared,
)
from assessments.matching.combining_terms import AidKind, CombiningTerms
from assessments.matching.offers import Offer, Scheme

RULE = "combining"
AID, PAIRS = "state_aid", "combinations"

Pair = frozenset[str]


def check_combining(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per breach in ``combining.yaml`` and in criteria on the support received."""
    schemes = {o.item.slug: o.item for o in subject.folder.offers if isinstance(o.item, Scheme)}
    for placed in subject.folder.offers:
        yield from _criteria(placed)
    for slug in sorted(out_of_reach(schemes.values())):
        message = "no company can come to it: what must come first waits for it in turn"
        yield subject.offers[slug].problem(RULE, f"{message}; break the circle", "criteria")
    terms = subject.folder.combining
    if terms is not None:
        known = Known(what="scheme", members=sorted(schemes), where="the folder schemes")
        yield from _references(subject, terms, known)
        yield from _state_aid(terms)
        yield from _combinations(terms, _said_by_criteria(schemes.values()))


def _criteria(placed: Placed[Offer]) -> Iterator[Problem]:
    for index, criterion in enumerate(placed.item.criteria):
        if not reads_received(criterion.condition):
            continue
        compared = received_compared(criterion.condition)
        if compared is None:
            message = "people cannot be told what comes first; compare the support received in a"
            message += " criterion of its own, with contains_any, contains_all or contains_none"
            yield placed.problem(RULE, message, "criteria", index, "condition")
        elif placed.item.slug in compared[1]:
            message = "a scheme cannot come before itself or exclude itself; take it out"
            yield placed.problem(RULE, message, "criteria", index, "condition")


def _references(subject: Subject, terms: Placed[CombiningTerms], known: Known) -> Iterator[Problem]:
    sources = Known(what="source", members=subject.catalogue.sources_by_slug, where="sources.yaml")
    kinds = Known(what="kind", members=subject.catalogue.words.offer_kinds, where="words.yaml")
    yield from kinds.missing(terms, terms.item.money_kinds, "money_kinds")
    for index, aid in enumerate(terms.item.state_aid):
        yield from known.missing(terms, aid.schemes, AID, index, "schemes")
        yield from sources.missing(terms, aid.sources, AID, index, "sources")
    for index, pair in enumerate(terms.item.combinations):
        yield from known.one(terms, pair.scheme, PAIRS, index, "scheme")
        yield from known.missing(terms, pair.others, PAIRS, index, "others")
        yield from sources.missing(terms, pair.sources, PAIRS, index, "sources")


def _state_aid(terms: Placed[CombiningTerms]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, aid in enumerate(terms.item.state_aid):
        for place, slug in enumerate(aid.schemes):
            if slug in seen:
                message = f"what support from `{slug}` is stands here twice; keep one of them"
                yield terms.problem(RULE, message, AID, index, "schemes", place)
            seen.add(slug)
        if aid.article is not None and aid.kind is not AidKind.BLOCK_EXEMPTION:
            message = "only aid under the block exemption has an article; take it out"
            yield terms.problem(RULE, message, AID, index, "article")


def _combinations(
    terms: Placed[CombiningTerms], by_criteria: Mapping[Pair, str]
) -> Iterator[Problem]:
    seen: set[Pair] = set()
    for index, stated in enumerate(terms.item.combinations):
        for place, other in enumerate(stated.others):
            pair = frozenset({stated.scheme, other})
            message = None
            if len(pair) == 1:
                message = "a scheme does not go together with itself; take it out"
            elif pair in seen:
                message = f"`{stated.scheme}` and `{other}` stand here twice; keep one of them"
            elif pair in by_criteria:
                message = f"a criterion of `{by_criteria[pair]}` says already how it goes together"
                message += " with the other; keep one of them"
            if message is not None:
                yield terms.problem(RULE, message, PAIRS, index, "others", place)
            seen.add(pair)


def _said_by_criteria(schemes: Iterable[Scheme]) -> Mapping[Pair, str]:
    return {
        frozenset({scheme.slug, slug}): scheme.slug
        for scheme in schemes
        for slug, _ in excluded_by(scheme)
    }
