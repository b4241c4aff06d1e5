"""Which offers to look at again when what is known about a company changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessments.matching.compiled import CompiledOffer
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.nodes import AnswerLeaf, FactLeaf, Leaf, leaves

BySlug = Mapping[str, tuple[CompiledOffer, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """The offers by the answers, facts and scores that their criteria read."""

    answers: BySlug
    facts: BySlug
    scores: BySlug

    @classmethod
    def of(cls, offers: Iterable[CompiledOffer]) -> "Readers":
        """Index `offers`."""
        answers: dict[str, dict[str, CompiledOffer]] = {}
        facts: dict[str, dict[str, CompiledOffer]] = {}
        scores: dict[str, dict[str, CompiledOffer]] = {}
        for offer in offers:
            for leaf in _leaves(offer):
                if isinstance(leaf, AnswerLeaf):
                    found = answers
                else:
                    found = facts if isinstance(leaf, FactLeaf) else scores
                found.setdefault(leaf.slug, {})[offer.slug] = offer
        return cls(answers=_listed(answers), facts=_listed(facts), scores=_listed(scores))

    def touched(self, before: State, after: State) -> list[CompiledOffer]:
        """Return the offers with a criterion that reads what differs, in catalogue order."""
        found = {
            offer.slug: offer
            for index, old, new in (
                (self.answers, before.answers, after.answers),
                (self.facts, before.facts, after.facts),
                (self.scores, before.scores, after.scores),
            )
            for offer in _touched(index, old, new)
        }
        return sorted(found.values(), key=lambda offer: offer.position)


def _leaves(offer: CompiledOffer) -> Iterator[Leaf]:
    for compiled in offer.criteria:
        yield from leaves(compiled.criterion.condition)


def _listed(found: Mapping[str, Mapping[str, CompiledOffer]]) -> BySlug:
    return {slug: tuple(offers.values()) for slug, offers in found.items()}


def _touched(
    index: BySlug, old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[CompiledOffer]:
    if old is new:
        return
    for slug, offers in index.items():
        if old.get(slug) != new.get(slug):
            yield from offers
