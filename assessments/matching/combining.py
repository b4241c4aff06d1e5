"""How schemes go together: which exclude one another, share a ceiling or must come first.

Pure rules over what the content knows. What it does not know is not known, never allowed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.matching.combining_terms import AidKind, AidTerms, Combines, CombiningTerms
from assessments.matching.offers import Basis, Criterion, Offer, Scheme
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.conditions.nodes import Condition, FactLeaf, facts_read
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.values import Value
from assessments.texts import Text

RECEIVED = "received_support"
"""The fact that lists the schemes which a company has had support from."""

FIRST = frozenset({Operator.CONTAINS_ANY, Operator.CONTAINS_ALL})
INSTEAD = frozenset({Operator.CONTAINS_NONE})
WITHIN_REACH = frozenset({Outcome.ELIGIBLE, Outcome.NEAR_MISS})
AID = frozenset({AidKind.DE_MINIMIS, AidKind.BLOCK_EXEMPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """How a scheme goes together with `scheme`; `note` and `sources` where the content says so."""

    scheme: str
    how: Combines
    basis: Basis | None = None
    note: Text | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """That `scheme` asks for earlier support from one of `any_of`, by its `criterion`.

    It must have come first if the criterion is hard; a soft one only counts in favour.
    """

    scheme: str
    criterion: Criterion
    any_of: tuple[str, ...]


def reads_received(condition: Condition) -> bool:
    """Tell whether `condition` looks at the support received."""
    return RECEIVED in facts_read(condition)


def received_compared(condition: Condition) -> tuple[Operator, tuple[str, ...]] | None:
    """Return how `condition` compares the support received, where that is all that it does."""
    if not isinstance(condition, FactLeaf) or condition.fact != RECEIVED:
        return None
    named = condition.value
    if condition.op not in FIRST | INSTEAD or not isinstance(named, tuple):
        return None
    return condition.op, named


class CombiningRules:
    """What is known about the schemes of one catalogue version."""

    def __init__(self, offers: Iterable[Offer], terms: CombiningTerms) -> None:
        schemes = [offer for offer in offers if isinstance(offer, Scheme)]
        self.schemes: Mapping[str, Scheme] = {scheme.slug: scheme for scheme in schemes}
        self.aid: Mapping[str, AidTerms] = {s: aid for aid in terms.state_aid for s in aid.schemes}
        self._needs = {scheme.slug: tuple(needed_first(scheme)) for scheme in schemes}
        self._money_kinds = frozenset(terms.money_kinds)
        self._pairs: dict[frozenset[str], Combination] = {}
        for pair, combination in (*_excluded(schemes), *_stated(terms)):
            self._pairs[pair] = combination

    def between(self, scheme: str, other: str) -> Combination:
        """Return how two different schemes go together; the same both ways but for the name."""
        stated = self._pairs.get(frozenset({scheme, other}))
        if stated is None:
            return self._by_kind(scheme, other)
        return Combination(
            scheme=other,
            how=stated.how,
            basis=stated.basis,
            note=stated.note,
            sources=stated.sources,
        )

    def known_with(self, scheme: str) -> Sequence[Combination]:
        """Return how `scheme` goes together with each of which that is known, by slug."""
        found = (self.between(scheme, other) for other in sorted(self.schemes) if other != scheme)
        return [combination for combination in found if combination.how is not Combines.NOT_KNOWN]

    def needs_first(self, scheme: str) -> Sequence[Needed]:
        """Return what `scheme` asks a company to have had, in the order of its criteria."""
        return self._needs.get(scheme, ())

    def needed_by(self, scheme: str) -> Sequence[str]:
        """Return the schemes that must come after `scheme` or one in its place, by slug."""
        return sorted(
            slug
            for slug, needs in self._needs.items()
            if any(scheme in needed.any_of and needed.criterion.hard for needed in needs)
        )

    def is_known(self, scheme: str) -> bool:
        """Tell whether anything is known about `scheme` together with others."""
        named = any(scheme in pair for pair in self._pairs)
        ordered = self.needs_first(scheme) or self.needed_by(scheme)
        return named or scheme in self.aid or bool(ordered)

    def gives_money(self, scheme: str) -> bool:
        """Tell whether `scheme` gives money, or something else of which it is known what it is."""
        kind = self.schemes[scheme].kind
        return not self._money_kinds or kind in self._money_kinds or self.is_known(scheme)

    def _by_kind(self, scheme: str, other: str) -> Combination:
        one, two = self.aid.get(scheme), self.aid.get(other)
        if one is None or two is None:
            return Combination(scheme=other, how=Combines.NOT_KNOWN)
        how = together(one.kind, two.kind)
        if how is Combines.NOT_KNOWN:
            return Combination(scheme=other, how=how)
        bases = {one.basis, two.basis}
        sourced = bases == {Basis.SOURCED}
        return Combination(
            scheme=other,
            how=how,
            basis=Basis.SOURCED if sourced else Basis.GENERAL_KNOWLEDGE,
            sources=tuple(dict.fromkeys((*one.sources, *two.sources))),
        )


def together(one: AidKind, two: AidKind) -> Combines:
    """Return how support of two kinds goes together under the rules on state aid.

    Aid counts with aid and with money that the Union itself manages (Regulation (EU) No 651/2014
    article 8, Regulation (EU) 2023/2831 article 5). What is no aid has no ceiling.
    """
    kinds = {one, two}
    if AidKind.NO_AID in kinds:
        return Combines.FREELY
    return Combines.WITHIN_CEILING if kinds & AID else Combines.NOT_KNOWN


def needed_first(scheme: Scheme) -> Iterator[Needed]:
    """Yield what `scheme` asks a company to have had before."""
    for criterion in scheme.criteria:
        compared = received_compared(criterion.condition)
        if compared is None or compared[0] not in FIRST:
            continue
        op, named = compared
        groups = [named] if op is Operator.CONTAINS_ANY else [(slug,) for slug in named]
        for group in groups:
            yield Needed(scheme=scheme.slug, criterion=criterion, any_of=group)


def out_of_reach(schemes: Iterable[Scheme]) -> frozenset[str]:
    """Return the schemes that no company can come to, since each must come before the other."""
    needs = {
        scheme.slug: [n.any_of for n in needed_first(scheme) if n.criterion.hard]
        for scheme in schemes
    }
    reached: set[str] = set()
    while True:
        more = {
            slug
            for slug, groups in needs.items()
            if slug not in reached and all(reached & set(group) for group in groups)
        }
        if not more:
            return frozenset(needs) - reached
        reached |= more


def excluded_by(scheme: Scheme) -> Iterator[tuple[str, Criterion]]:
    """Yield each scheme that excludes from `scheme` whoever has had support from it."""
    for criterion in scheme.criteria:
        compared = received_compared(criterion.condition)
        if compared is not None and compared[0] in INSTEAD and criterion.hard:
            for slug in compared[1]:
                yield slug, criterion


def _excluded(schemes: Iterable[Scheme]) -> Iterator[tuple[frozenset[str], Combination]]:
    for scheme in schemes:
        for slug, criterion in excluded_by(scheme):
            yield (
                frozenset({scheme.slug, slug}),
                Combination(
                    scheme=slug,
                    how=Combines.EXCLUDED,
                    basis=criterion.basis,
                    note=criterion.text,
                    sources=scheme.sources,
                ),
            )


def _stated(terms: CombiningTerms) -> Iterator[tuple[frozenset[str], Combination]]:
    for stated in terms.combinations:
        for other in stated.others:
            yield (
                frozenset({stated.scheme, other}),
                Combination(
                    scheme=other,
                    how=stated.how,
                    basis=stated.basis,
                    note=stated.note,
                    sources=stated.sources,
                ),
            )


def within_reach(outcomes: Iterable[tuple[str, Outcome]], received: Value | None) -> frozenset[str]:
    """Return the offers that a company can have, is near to or has had support from."""
    open_now = {slug for slug, outcome in outcomes if outcome in WITHIN_REACH}
    return frozenset(open_now | received if isinstance(received, frozenset) else open_now)


def has_had(any_of: Sequence[str], received: Value | None) -> Verdict:
    """Return whether a company has had support from one of `any_of`."""
    if not isinstance(received, frozenset):
        return Verdict.UNKNOWN
    return Verdict.MET if received & set(any_of) else Verdict.UNMET
