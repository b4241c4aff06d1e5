"""A second matching of the files in ``catalogues``, in plain Python, without the engine's code."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.conformance.plain import ABSENT, NO, YES, Data, Evaluator, Given, Outcomes

OUTCOMES = (
    "ELIGIBLE",
    "CANNOT_TELL",
    "NEAR_MISS",
    "REACHED_THROUGH",
    "NOT_YET_OPEN",
    "CLOSED",
    "NOT_ELIGIBLE",
)
STATUSES = (
    "active",
    "active_changed",
    "uncertain",
    "calls_between",
    "renamed",
    "merged",
    "ended",
)
CONFIDENCES = ("sourced", "partly_sourced", "general_knowledge")
VERDICTS: Mapping[Outcomes, str] = {frozenset({YES}): "met", frozenset({NO}): "unmet"}
FRESH = timedelta(days=365)
CHECKED_ON = "2026-11-01"

Found = dict[str, Any]


class Matching:
    """One company and the offers, on one day."""

    def __init__(
        self,
        facts: Sequence[Data],
        stated: Mapping[str, Given],
        scores: Mapping[str, str | None],
        today: date,
    ) -> None:
        self._company = Evaluator({"themes": [], "facts": facts}, today)
        self._company.evaluate({}, stated)
        self._order = [fact["slug"] for fact in facts]
        self._stated = stated
        self._scores = scores
        self._today = today

    def matches(self, offers: Sequence[Data], gaps: Sequence[str]) -> list[Found]:
        """Return what the company can make of each offer, in listing order."""
        found = [(self._match(offer, gaps), offer) for offer in offers]
        found.sort(key=lambda pair: self._place(*pair))
        return [match for match, _ in found]

    def next_facts(self, offers: Sequence[Data], gaps: Sequence[str]) -> list[tuple[str, int]]:
        """Return how many offers that cannot be told yet each fact could decide."""
        counts: Counter[str] = Counter()
        for offer in offers:
            if self._match(offer, gaps)["outcome"] == "CANNOT_TELL":
                hard = [c for c in offer.get("criteria", ()) if c.get("hard", True)]
                counts.update(set(self._missing(hard)) - set(self._stated))
        return sorted(counts.items(), key=lambda pair: (-pair[1], self._order.index(pair[0])))

    def _match(self, offer: Data, gaps: Sequence[str]) -> Found:
        criteria = offer.get("criteria", ())
        return {
            "offer": offer["slug"],
            "outcome": self._outcome_by_date(offer) or self._outcome(offer),
            "relevance": self._relevance(offer, gaps),
            "stale": self._is_stale(offer),
            "verdicts": {c["slug"]: self._verdict(c["when"]) for c in criteria},
            "missing": list(
                dict.fromkeys(
                    fact
                    for hard in (True, False)
                    for fact in self._missing([c for c in criteria if c.get("hard", True) is hard])
                )
            ),
        }

    def _verdict(self, when: Data) -> str:
        if "score" in when:
            return self._by_score(when)
        return VERDICTS.get(self._company.outcomes(when, ABSENT), "unknown")

    def _by_score(self, when: Data) -> str:
        score = self._scores.get(when["score"])
        if score is None:
            return "unknown"
        one, other = Fraction(score), Fraction(str(when["value"]))
        holds = {"gte": one >= other, "gt": one > other, "lte": one <= other, "lt": one < other}
        return "met" if holds[when["op"]] else "unmet"

    def _outcome_by_date(self, offer: Data) -> str | None:
        if offer.get("status", "active") in {"calls_between", "renamed", "merged", "ended"}:
            return "CLOSED"
        if date.fromisoformat(offer.get("valid_from", "0001-01-01")) > self._today:
            return "NOT_YET_OPEN"
        if date.fromisoformat(offer.get("valid_to", "9999-12-31")) < self._today:
            return "CLOSED"
        if offer.get("application") == "not_open":
            return "CLOSED" if offer.get("applicant", "company") == "company" else "REACHED_THROUGH"
        return None

    def _outcome(self, offer: Data) -> str:
        hard = [c for c in offer.get("criteria", ()) if c.get("hard", True)]
        verdicts = [self._verdict(c["when"]) for c in hard]
        unmet = [c for c, verdict in zip(hard, verdicts, strict=True) if verdict == "unmet"]
        own = offer.get("applicant", "company") == "company"
        if unmet:
            near = own and len(unmet) == 1 and "unknown" not in verdicts
            return "NEAR_MISS" if near and unmet[0].get("actionable") else "NOT_ELIGIBLE"
        if not own:
            return "REACHED_THROUGH"
        reads = {fact for c in hard for fact in facts_of(c["when"])} - {"registered_in_norway"}
        checkable = offer.get("open_to_all") or reads or any("score" in c["when"] for c in hard)
        return "ELIGIBLE" if checkable and "unknown" not in verdicts else "CANNOT_TELL"

    def _relevance(self, offer: Data, gaps: Sequence[str]) -> str:
        barriers = set[str](offer.get("barriers", ()))
        both = len(barriers) + len(gaps)
        soft = [c for c in offer.get("criteria", ()) if not c.get("hard", True)]
        met = sum(self._verdict(c["when"]) == "met" for c in soft)
        fit = Fraction(2 * len(barriers & set(gaps)), both) if both else Fraction(0)
        return str(80 * fit + (Fraction(20 * met, len(soft)) if soft else 0))

    def _is_stale(self, offer: Data) -> bool:
        checked = offer.get("checked_on", CHECKED_ON)
        return (
            offer.get("status") == "uncertain"
            or checked is None
            or date.fromisoformat(checked) + FRESH < self._today
        )

    def _place(self, match: Found, offer: Data) -> tuple[object, ...]:
        uncertain = offer.get("status") == "uncertain"
        return (
            OUTCOMES.index(match["outcome"]),
            2 * uncertain + match["stale"],
            -Fraction(match["relevance"]),
            STATUSES.index(offer.get("status", "active")),
            CONFIDENCES.index(offer.get("confidence", "sourced")),
            offer["slug"],
        )

    def _missing(self, criteria: Sequence[Data]) -> Iterator[str]:
        """Yield the facts that leave criteria unknown, whatever was said instead of a value."""
        facts = self._company.facts.items()
        known = {slug for slug, said in facts if not said.keys() & {"dontKnow", "notApplicable"}}
        for criterion in criteria:
            if self._verdict(criterion["when"]) == "unknown":
                for fact in facts_of(criterion["when"]):
                    computed = self._company.computed.get(fact)
                    for slug in (fact,) if computed is None else computed["of"]:
                        if slug not in known:
                            yield slug


def facts_of(tree: Data) -> Iterator[str]:
    """Yield the facts that a condition compares, from left to right."""
    if "fact" in tree:
        yield tree["fact"]
    for part in (
        *tree.get("all", ()),
        *tree.get("any", ()),
        *([tree["not"]] if "not" in tree else ()),
    ):
        yield from facts_of(part)
