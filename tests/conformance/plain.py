"""A second evaluator of the files, in plain Python and exact arithmetic.

It shares no code with the engine: it reads the data as it stands, and works out what README.md, the
design and docs/conditions.md say, as plainly as can be.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, cast

Data = Mapping[str, Any]
Given = Mapping[str, Any]
Outcomes = frozenset[str]

YES, NO, ABSENT, OPEN = "true", "false", "absent", "open"
SURE: Outcomes = frozenset({YES})
EITHER: Outcomes = frozenset({YES, NO})
LEAVES_OPEN: Mapping[str, Outcomes] = {
    "unmet": frozenset({ABSENT}),
    "dontKnow": frozenset({YES, NO, ABSENT}),
    "open": frozenset({YES, NO, ABSENT, OPEN}),
}
RULES = ("visible_when", "not_applicable", "caps")
MINIMUMS = ("0", "20", "40", "60", "80")
DONT_KNOW: Given = {"dontKnow": True}
NOT_APPLICABLE: Given = {"notApplicable": True}
DIVIDED_BY_0: Given = {"absent": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Scores and levels, and the caps that hold, by theme."""

    scores: dict[str, Fraction | None]
    levels: dict[str, int | None]
    uncapped_levels: dict[str, int | None]
    caps: dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What follows, in the words of the files."""

    shown: list[str]
    hidden: dict[str, str]
    levels_counted: dict[str, int]
    scores: dict[str, Fraction | None]
    levels: dict[str, int | None]
    uncapped_levels: dict[str, int | None]
    caps: dict[str, list[str]]
    missing: list[str]
    missing_facts: list[str]
    gaps: dict[str, list[str]]
    checks: list[str]
    facts_known: dict[str, Given]


@dataclass(slots=True)
class Evaluator:
    """One questionnaire on one day."""

    questionnaire: Data
    today: date
    answers: dict[str, Given] = field(default_factory=dict[str, Given])
    facts: dict[str, Given] = field(default_factory=dict[str, Given])
    hidden: dict[str, str] = field(default_factory=dict[str, str])
    computed: dict[str, Data] = field(default_factory=dict[str, Data])

    @property
    def questions(self) -> Iterator[tuple[str, Data]]:
        """Every question with its theme."""
        for theme in self.questionnaire["themes"]:
            yield from ((theme["slug"], question) for question in theme["questions"])

    def evaluate(self, answers: Mapping[str, Given], facts: Mapping[str, Given]) -> Found:
        """Return what follows from `answers` and `facts`."""
        self.answers, self.hidden = {}, {}
        kinds = {fact["slug"]: fact for fact in self.questionnaire.get("facts", ())}
        self.facts = {slug: _meant(kinds[slug], said) for slug, said in facts.items()}
        self.computed = {slug: f["computed"] for slug, f in kinds.items() if "computed" in f}
        for _, question in self.questions:
            self._settle(question, answers.get(question["slug"]))
        counted = {
            q["slug"]: level for _, q in self.questions if (level := self._level(q)) is not None
        }
        figures = self.figures(counted)
        return Found(
            shown=[q["slug"] for _, q in self.questions if q["slug"] not in self.hidden],
            hidden=dict(self.hidden),
            levels_counted=counted,
            scores=figures.scores,
            levels=figures.levels,
            uncapped_levels=figures.uncapped_levels,
            caps=figures.caps,
            missing=[
                q["slug"]
                for _, q in self.questions
                if q.get("required", True)
                and q["slug"] not in self.hidden
                and q["slug"] not in self.answers
            ],
            missing_facts=[slug for slug in self._asked() if slug not in facts],
            gaps=self._gaps(counted),
            checks=[
                check["slug"]
                for check in self.questionnaire.get("checks", ())
                if self.outcomes(check["when"], absent=ABSENT) == SURE
            ],
            facts_known={
                slug: {"number": str(Fraction(known["number"]))} if "number" in known else known
                for slug in (*self.facts, *self.computed)
                if (known := self._fact(slug)) is not None
            },
        )

    def figures(self, counted: Mapping[str, int]) -> Figures:
        """Return scores, levels and caps where questions count at the levels in `counted`."""
        caps = self._caps()
        scores = {t["slug"]: self._score(t, counted) for t in self.questionnaire["themes"]}
        uncapped = {theme: self._reached(score) for theme, score in scores.items()}
        levels = {
            theme: None
            if level is None
            else min([level, *(most for _, most in caps.get(theme, ()))])
            for theme, level in uncapped.items()
        }
        overall = self._overall(scores)
        return Figures(
            scores={**scores, "overall": overall},
            levels={**levels, "overall": self._overall_level(overall, levels)},
            uncapped_levels=uncapped,
            caps={theme: [name for name, _ in found] for theme, found in caps.items()},
        )

    def _settle(self, question: Data, said: Given | None) -> None:
        condition = question.get("visible_when")
        shown = SURE if condition is None else self.outcomes(condition)
        slug = question["slug"]
        if shown != SURE:
            reason = "open" if OPEN in shown else "dontKnow"
            self.hidden[slug] = reason if YES in shown else "unmet"
            return
        if said == NOT_APPLICABLE and not self._is_exempt(question):
            return
        if said is not None:
            self.answers[slug] = _meant(question, said)
            self._write(question, self.answers[slug])

    def _is_exempt(self, question: Data) -> bool:
        if "not_applicable" not in question:
            return False
        limit = question["not_applicable"].get("allowed_when")
        return limit is None or self.outcomes(limit) == SURE

    def _write(self, question: Data, said: Given) -> None:
        if "writes_fact" not in question:
            return
        writes = question["writes_fact"]
        if "silent" in writes and ("dontKnow" in said or said.get("option") in writes["silent"]):
            return
        value = writes.get("map", {}).get(said.get("option"))
        if said == NOT_APPLICABLE:
            value = writes.get("not_applicable")
        if value is not None:
            said = {"boolean": value} if isinstance(value, bool) else {"option": value}
        self.facts[writes["fact"]] = said

    def _fact(self, slug: str) -> Given | None:
        """Return what is known of a fact; None while it is open."""
        if slug not in self.computed:
            return self.facts.get(slug)
        parts = [self._fact(part) for part in self.computed[slug]["of"]]
        given = [part for part in parts if part is not None]
        if len(given) < len(parts):
            return None
        for marker in (DIVIDED_BY_0, NOT_APPLICABLE, DONT_KNOW):
            if marker in given:
                return marker
        numbers = [Fraction(part["number"]) for part in given]
        return _computed(self.computed[slug]["operation"], numbers)

    def outcomes(self, tree: Data, absent: str = NO) -> Outcomes:
        """Return the set of outcomes of a condition, by the tables of docs/conditions.md.

        `absent` is what does not apply, compared with anything.
        """
        if "all" in tree:
            return self._combined(tree["all"], absent, wins=NO, yields=YES)
        if "any" in tree:
            return self._combined(tree["any"], absent, wins=YES, yields=NO)
        if "not" in tree:
            around = {YES: NO, NO: YES}
            return frozenset(around.get(one, one) for one in self.outcomes(tree["not"], absent))
        slug = tree.get("answer", tree.get("fact"))
        if "answer" in tree and slug in self.hidden:
            return LEAVES_OPEN[self.hidden[slug]]
        said = self.answers.get(slug) if "answer" in tree else self._fact(slug)
        return _compare(tree, said, absent)

    def _combined(self, parts: list[Data], absent: str, *, wins: str, yields: str) -> Outcomes:
        found: Outcomes = frozenset({yields})
        for part in parts:
            other = self.outcomes(part, absent)
            pairs = {
                wins if wins in {a, b} else b if a == yields else a if b == yields else ABSENT
                for a in found - {OPEN}
                for b in other - {OPEN}
            }
            is_open = OPEN in found | other and len(pairs) > 1
            found = frozenset(pairs | ({OPEN} if is_open else set()))
        return found

    def _caps(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for _, question in self.questions:
            for number, cap in enumerate(question.get("caps", ()), 1):
                outcomes = self.outcomes(cap["when"])
                if YES in outcomes and OPEN not in outcomes:
                    name = question["slug"] + (f"#{number}" if number > 1 else "")
                    found.setdefault(cap["theme"], []).append((name, cap["maximum_level"]))
        return found

    def _level(self, question: Data) -> int | None:
        if not question.get("scored", True):
            return None
        reason = self.hidden.get(question["slug"])
        if reason is not None:
            unmet: int | None = question.get("level_when_not_shown")
            return {"unmet": unmet, "dontKnow": 0, "open": None}[reason]
        said = self.answers.get(question["slug"])
        if said is None or said == NOT_APPLICABLE:
            return None
        return 0 if said == DONT_KNOW else _level_of(question, said, self.today)

    def _score(self, theme: Data, counted: Mapping[str, int]) -> Fraction | None:
        weights = {q["slug"]: Fraction(str(q.get("weight", 1))) for q in theme["questions"]}
        whole = sum((w for slug, w in weights.items() if slug in counted), Fraction(0))
        points = sum((w * counted[s] for s, w in weights.items() if s in counted), Fraction(0))
        return 25 * points / whole if whole else None

    def _overall(self, scores: Mapping[str, Fraction | None]) -> Fraction | None:
        pairs = [
            (Fraction(str(theme.get("weight", 1))), score)
            for theme in self.questionnaire["themes"]
            if (score := scores[theme["slug"]]) is not None
        ]
        whole = sum((weight for weight, _ in pairs), Fraction(0))
        return sum((w * score for w, score in pairs), Fraction(0)) / whole if whole else None

    def _reached(self, score: Fraction | None) -> int | None:
        minimums = self.questionnaire.get("levels", MINIMUMS)
        if score is None:
            return None
        return max(level for level, least in enumerate(minimums) if Fraction(least) <= score)

    def _overall_level(
        self, score: Fraction | None, levels: Mapping[str, int | None]
    ) -> int | None:
        reached = self._reached(score)
        weighing = [t["slug"] for t in self.questionnaire["themes"] if t.get("weight", 1)]
        lowest = [level for theme in weighing if (level := levels[theme]) is not None]
        return None if reached is None else min(reached, min(lowest) + 1)

    def _asked(self) -> list[str]:
        written = {q["writes_fact"]["fact"] for _, q in self.questions if "writes_fact" in q}
        return [fact["slug"] for fact in self._stated() if fact["slug"] not in written]

    def _stated(self) -> list[Data]:
        """Return the facts that may be stated, of those that rules read or what they read needs."""
        rules = [[q.get(key) for key in RULES] for _, q in self.questions]
        facts = {leaf["fact"] for leaf in leaves_in(rules) if "fact" in leaf}
        read = {base for slug in facts for base in self._behind(slug)}
        return [
            fact
            for fact in self.questionnaire.get("facts", ())
            if fact["slug"] in read and fact.get("asked", True) and "computed" not in fact
        ]

    def _behind(self, slug: str) -> Iterator[str]:
        yield slug
        for base in self.computed[slug]["of"] if slug in self.computed else ():
            yield from self._behind(base)

    def _gaps(self, counted: Mapping[str, int]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for _, question in self.questions:
            slug = question["slug"]
            if slug in counted and counted[slug] <= 2 and slug not in self.hidden:
                for barrier in question.get("barriers", ()):
                    found.setdefault(barrier, []).append(slug)
        return found


def leaves_in(tree: object) -> Iterator[Data]:
    """Yield the comparisons in conditions anywhere in `tree`."""
    if isinstance(tree, dict):
        node = cast("dict[str, object]", tree)
        if "op" in node:
            yield node
        for child in node.values():
            yield from leaves_in(child)
    elif isinstance(tree, list):
        for child in cast("list[object]", tree):
            yield from leaves_in(child)


def _meant(item: Data, said: Given) -> Given:
    for option in item.get("options", ()):
        if said == {"option": option["slug"]} and option.get("dont_know"):
            return DONT_KNOW
        if said == {"option": option["slug"]} and option.get("not_applicable"):
            return NOT_APPLICABLE
    return said


def _computed(operation: str, numbers: list[Fraction]) -> Given:
    if operation == "sum":
        return {"number": str(sum(numbers))}
    one, other = numbers
    if operation == "difference":
        return {"number": str(one - other)}
    if other == 0:
        return DIVIDED_BY_0
    return {"number": str(one / other * {"ratio": 1, "share": 100}[operation])}


def _compare(leaf: Data, said: Given | None, absent: str) -> Outcomes:
    op = leaf["op"]
    if said is None:
        return EITHER | {OPEN}
    if said == DIVIDED_BY_0:
        return frozenset({ABSENT})
    if said == DONT_KNOW:
        return frozenset({YES if leaf["dontKnow"] else NO}) if "dontKnow" in leaf else EITHER
    if said == NOT_APPLICABLE:
        settled = {"not_applicable": YES, "answered": NO}
        return frozenset({settled.get(op, absent)})
    return frozenset({YES if _holds(op, said, leaf.get("value")) else NO})


def _holds(op: str, said: Given, to: Any) -> bool:
    ((shape, value),) = said.items()
    if op in {"answered", "not_applicable"}:
        return op == "answered"
    if op in {"lt", "lte", "gt", "gte"}:
        if shape == "never":
            return False
        one, other = (value, to) if shape == "date" else (Fraction(value), Fraction(str(to)))
        return {"lt": one < other, "lte": one <= other, "gt": one > other, "gte": one >= other}[op]
    if shape == "options":
        return _of_list(op, frozenset[str](value), to)
    if op in {"in", "not_in"}:
        return (value in to) == (op == "in")
    same = Fraction(value) == Fraction(str(to)) if shape == "number" else bool(value == to)
    return same == (op == "eq")


def _of_list(op: str, chosen: frozenset[str], to: Any) -> bool:
    if op == "count_gte":
        return len(chosen) >= int(to)
    members = frozenset[str](to)
    return {
        "contains_any": not chosen.isdisjoint(members),
        "contains_all": members <= chosen,
        "contains_none": chosen.isdisjoint(members),
        "contains_outside": not chosen <= members,
    }[op]


def _level_of(question: Data, said: Given, today: date) -> int:
    ((shape, value),) = said.items()
    if shape == "never":
        return int(question.get("never_level", 0))
    if shape == "boolean":
        return int(question["yes_level" if value else "no_level"])
    if shape == "option":
        return next(int(o["level"]) for o in question["options"] if o["slug"] == value)
    if shape == "options":
        alone = {o["slug"] for o in question["options"] if o.get("exclusive")}
        amount = Fraction(len(set(value) - alone))
    elif shape == "date":
        amount = Fraction(max(months_between(date.fromisoformat(value), today), 0))
    else:
        amount = Fraction(value)
    return max(
        (Fraction(str(band["from"])), int(band["level"]))
        for band in question["bands"]
        if Fraction(str(band["from"])) <= amount
    )[1]


def months_between(since: date, until: date) -> int:
    """Return the whole months; a day that the last month lacks is its last day."""
    months = 12 * (until.year - since.year) + until.month - since.month
    due = min(since.day, monthrange(until.year, until.month)[1])
    return months if until.day >= due else months - 1
