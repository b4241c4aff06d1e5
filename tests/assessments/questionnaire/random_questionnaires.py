"""A strategy for small questionnaires of every kind, and for companies that answer them.

Rules keep to what the content check demands: they read only what comes before, also through a fact
that an answer gives, and no option that says *don't know* other than in caps; caps are antitone in
levels.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.values import Marker, Value
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    FACT,
    Data,
    bands,
    cap,
    critical_values,
    fact,
    from_data,
    options,
    question,
    questionnaire_data,
    theme,
)

WEIGHTS: Final = [Decimal(0), Decimal(1), Decimal(1), Decimal("1.5"), Decimal("0.3333")]
THEME_WEIGHTS: Final = [Decimal(0), Decimal(1), Decimal("2.5")]

CHOICES: Final = options({"a": 0, "b": 2, "c": 4})
SCALES: Final[dict[str, list[Data]]] = {
    "single_choice": [
        {"options": CHOICES},
        {"options": options({"a": 3, "b": 1})},
        {"options": options({"u": 0, "a": 1, "b": 4}, u={"dont_know": True})},
        {"options": options({"a": 4, "b": 4, "n": 0}, n={"not_applicable": True})},
    ],
    "likert": [{"options": options({str(n + 1): n for n in range(5)})}],
    "multiple_choice": [
        {
            "options": options(dict.fromkeys("abcn"), n={"exclusive": True}),
            "bands": bands((0, 0), (2, 1), (3, 4)),
        }
    ],
    "number": [
        {"bands": bands((0, 0), (1, 2), (10, 4))},
        {"bands": bands((0, 4), (5, 1)), "integer": True, "minimum": 0},
    ],
    "percent": [{"bands": bands((0, 1), ("12.5", 3))}],
    "money": [{"bands": bands((0, 0), (1000, 3))}],
    "boolean": [{"yes_level": 4, "no_level": 0}, {"yes_level": 1, "no_level": 3}],
    "date": [
        {"bands": bands((0, 4), (6, 2), (24, 0)), "allow_never": True},
        {"bands": bands((0, 1), (12, 3)), "never_level": 2, "allow_never": True},
    ],
    "text": [{}],
}
"""Per kind, ways to score it; worse bands come before better ones, but for some."""

KINDS: Final = (*QuestionKind, QuestionKind.BOOLEAN, QuestionKind.BOOLEAN)
"""Yes and no comes up more often than the others, since its answers give a fact."""

ASKED: Final = (
    fact("choice", "single_choice", options=CHOICES),
    fact("many", "multiple_choice", options=options(dict.fromkeys("abc"))),
    fact("number", "number"),
    fact("flag", "boolean"),
    fact("day", "date"),
)
WRITTEN: Final = fact("written", "boolean")
"""Questions with yes and no give it, until a rule has read it."""
FACTS: Final = (*ASKED, WRITTEN)


GIVEN_OFTEN: Final = 3
"""How many times as often as any other a rule reads the fact that an answer gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A questionnaire with a company's answers to all its questions, shown or not, and facts."""

    data: Data
    questionnaire: CompiledQuestionnaire
    answers: dict[str, Value]
    facts: dict[str, Value]


def leaves(item: Data) -> st.SearchStrategy[Data]:
    """Return conditions of one leaf on a question or a fact."""
    where = {"answer" if "scored" in item else "fact": item["slug"]}
    compared = [{"op": op, "value": value} for op, value in _comparisons(item)]
    presence = [{"op": "answered"}, {"op": "not_applicable"}]
    return st.sampled_from([{**where, **c} for c in (*compared, *compared, *presence)])


def _comparisons(item: Data) -> list[tuple[str, Any]]:
    match item["kind"]:
        case "single_choice" | "likert":
            slugs = [o["slug"] for o in item["options"] if not o.get("dont_know")]
            pair = slugs[-2:]
            return [("eq", slugs[0]), ("ne", slugs[0]), ("in", pair), ("not_in", pair)]
        case "multiple_choice":
            several = [("contains_any", ["a", "c"]), ("contains_all", ["a", "b"])]
            return [*several, ("contains_none", ["a"]), ("contains_outside", "G"), ("count_gte", 2)]
        case "boolean":
            return [("eq", True), ("ne", True)]
        case "date":
            return [("lt", DAY.isoformat()), ("gte", DAY.isoformat())]
        case "text":
            return []
        case _:
            return [("lt", 5), ("lte", 1), ("gt", 1), ("gte", Decimal("12.5")), ("eq", 0)]


def trees(leaf: st.SearchStrategy[Data], *, negated: bool = True) -> st.SearchStrategy[Data]:
    """Return conditions of up to two levels above `leaf`."""
    pairs = st.lists(leaf, min_size=1, max_size=2)
    groups = pairs.flatmap(grouped)
    return st.one_of(leaf, groups, *([leaf.map(opposite)] if negated else []))


def grouped(some: list[Data]) -> st.SearchStrategy[Data]:
    """Return conditions that `some` hold: all of them, or any."""
    return st.sampled_from([{"all": some}, {"any": some}])


def opposite(one: Data) -> Data:
    """Return the condition that `one` does not hold."""
    return {"not": one}


def _low(item: Data) -> list[Data]:
    """Return leaves that hold on low levels of a question and on no higher ones."""
    where = {"answer": item["slug"]}
    if item["kind"] in {"single_choice", "likert"}:
        by_level = sorted(item["options"], key=lambda o: int(o["level"]))
        kept = (by_level[:1], by_level[:2])
        return [
            {**where, "op": "in", "value": [o["slug"] for o in lowest]}
            for lowest in kept
            if len(by_level) == len(lowest) or by_level[len(lowest)]["level"] > lowest[-1]["level"]
        ]
    if item["kind"] == "multiple_choice":
        return [{"not": {**where, "op": "count_gte", "value": 2}}]
    if item["kind"] == "boolean":
        lower = {"op": "eq", "value": item["no_level"] > item["yes_level"]}
        through = [{"fact": "written", **lower}] if "writes_fact" in item else []
        return [{**where, **lower}, *through]
    if item["kind"] in {"number", "percent", "money"} and item["bands"][0]["level"] < 4:
        return [{**where, "op": "lt", "value": 1}]
    return []


def _reads_written(asked: Data) -> bool:
    rules = [asked.get("visible_when"), asked.get("not_applicable"), asked.get("caps")]
    return "'fact': 'written'" in repr(rules)


@st.composite
def questions(
    draw: st.DrawFn, slug: str, earlier: list[Data], themes: list[str], *, chained: bool = False
) -> Data:
    """Return a question whose rules read `earlier` ones, facts, and in caps itself.

    Where `chained`, it is shown or hidden by earlier ones alone, if there are any.
    """
    kind = draw(st.sampled_from(KINDS)).value
    asked = question(slug, kind, **draw(st.sampled_from(SCALES[kind])))
    asked |= {"weight": draw(st.sampled_from(WEIGHTS)), "scored": kind != "text"}
    given = any("writes_fact" in other for other in earlier)
    read = [*earlier, *ASKED, *([WRITTEN] * GIVEN_OFTEN if given else [])]
    condition = trees(st.sampled_from(read).flatmap(leaves))
    shown = trees(st.sampled_from(earlier).flatmap(leaves)) if chained and earlier else condition
    if kind == "boolean" and not any(map(_reads_written, earlier)):
        asked["writes_fact"] = {"fact": "written"}
    if draw(st.booleans()):
        asked["visible_when"] = draw(shown)
        asked["level_when_not_shown"] = draw(st.sampled_from([None, 0, 2]))
    exempt = draw(st.sampled_from(["no", "always", "always", "when"]))
    if exempt != "no":
        allowed = {"allowed_when": draw(condition)} if exempt == "when" else {}
        asked["not_applicable"] = EXEMPT | allowed
    low = [leaf for item in (*earlier, asked) for leaf in _low(item)]
    if draw(st.booleans()) and low:
        of_facts = st.sampled_from(ASKED).flatmap(leaves)
        when = trees(st.one_of(st.sampled_from(low), of_facts), negated=False)
        asked["caps"] = [
            cap(draw(st.sampled_from(themes)), draw(st.integers(0, 2)), draw(when))
            for _ in range(draw(st.integers(1, 2)))
        ]
    return asked


@st.composite
def questionnaires(draw: st.DrawFn, *, chained: bool = False) -> Data:
    """Return a questionnaire of one to three themes with one to four questions each."""
    slugs = [f"t{n}" for n in range(draw(st.integers(1, 3)))]
    earlier: list[Data] = []
    themes: list[Data] = []
    for slug in slugs:
        mine: list[Data] = []
        for n in range(draw(st.integers(1, 4))):
            mine.append(draw(questions(f"{slug}q{n}", earlier, slugs, chained=chained)))
            earlier.append(mine[-1])
        themes.append(theme(slug, *mine, weight=draw(st.sampled_from(THEME_WEIGHTS))))
    return questionnaire_data(*themes, facts=FACTS)


def answers_to(
    questionnaire: CompiledQuestionnaire, *, allowed_when: bool = True
) -> st.SearchStrategy[dict[str, Value]]:
    """Return answers to every question; *does not apply* without a condition unless `allowed_when`.

    None are missing, but for *does not apply* where its condition is not met.
    """
    answers: dict[str, st.SearchStrategy[Value]] = {}
    for compiled in questionnaire.questions:
        values: list[Value] = [*critical_values(compiled.question), Marker.DONT_KNOW]
        exempt = compiled.question.not_applicable
        if exempt is not None and (allowed_when or exempt.allowed_when is None):
            values.append(Marker.NOT_APPLICABLE)
        answers[compiled.slug] = st.sampled_from(values)
    return st.fixed_dictionaries(answers)


FACT_VALUES: Final[dict[str, list[Value]]] = {
    data["slug"]: [
        *critical_values(FACT.validate_python(data)),
        Marker.NOT_APPLICABLE,
        Marker.DONT_KNOW,
    ]
    for data in FACTS
}
STATED: Final = st.fixed_dictionaries(
    {slug: st.sampled_from(values) for slug, values in FACT_VALUES.items()}
)


@st.composite
def cases(draw: st.DrawFn, *, allowed_when: bool = True, chained: bool = False) -> Case:
    """Return a questionnaire with answers to every question and all facts."""
    data = draw(questionnaires(chained=chained))
    questionnaire = from_data(data)
    answers = draw(answers_to(questionnaire, allowed_when=allowed_when))
    return Case(data=data, questionnaire=questionnaire, answers=answers, facts=draw(STATED))


@st.composite
def drafts(draw: st.DrawFn) -> Case:
    """Return a questionnaire with some answers and some facts."""
    case = draw(cases())
    kept = draw(st.sets(st.sampled_from([*case.answers, *case.facts])))
    return Case(
        data=case.data,
        questionnaire=case.questionnaire,
        answers={slug: value for slug, value in case.answers.items() if slug in kept},
        facts={slug: value for slug, value in case.facts.items() if slug in kept},
    )


@st.composite
def nearly_complete(draw: st.DrawFn) -> Case:
    """Return a questionnaire with all answers and facts but a few."""
    case = draw(cases(chained=True))
    left_out = draw(st.sets(st.sampled_from([*case.answers, *case.facts]), max_size=3))
    return Case(
        data=case.data,
        questionnaire=case.questionnaire,
        answers={slug: value for slug, value in case.answers.items() if slug not in left_out},
        facts={slug: value for slug, value in case.facts.items() if slug not in left_out},
    )


@st.composite
def uneven_cases(draw: st.DrawFn) -> Case:
    """Return a company whose themes, of a question each, reach the highest level or a low one."""
    levels = options({str(n): n for n in range(5)})
    slugs = [f"t{n}" for n in range(draw(st.integers(2, 4)))]
    weights = st.sampled_from([0, 1, 10])
    themes = [
        theme(slug, question(f"{slug}q0", options=levels), weight=draw(weights)) for slug in slugs
    ]
    data = questionnaire_data(*themes, facts=FACTS)
    questionnaire = from_data(data)
    answers: dict[str, Value] = {f"{slug}q0": draw(st.sampled_from("01444")) for slug in slugs}
    return Case(data=data, questionnaire=questionnaire, answers=answers, facts={})
