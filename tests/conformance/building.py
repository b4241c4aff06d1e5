"""From the plain data of a file to a questionnaire and values of the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from assessments.questionnaire.compiled import CompiledQuestionnaire, compile_questionnaire
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import Given, Payload, Shape
from assessments.questionnaire.questions import Question
from assessments.questionnaire.values import Marker, Value
from tests.conformance.reading import Case, Conformance, Moment

Data = dict[str, Any]

MINIMUMS = ("0", "20", "40", "60", "80")
MARKERS = {"notApplicable": Marker.NOT_APPLICABLE, "dontKnow": Marker.DONT_KNOW}
LISTS = ("all", "any")
WRITTEN_OUT = frozenset({"levels", "themes", "facts", "barriers", "checks"})


def words(slug: str) -> Data:
    """Return a text for what the files leave without one."""
    return {"nb": slug, "en": slug}


def definition_data(plain: Mapping[str, Any]) -> Data:
    """Return what a file says of a questionnaire with texts, and defaults written out."""
    groups: dict[str, list[str]] = {}
    rates: dict[str, Any] = {}
    minimums = plain.get("levels", MINIMUMS)
    rest = {k: v for k, v in plain.items() if k not in WRITTEN_OUT}
    themes = [_theme(theme, groups, rates) for theme in plain["themes"]]
    return {
        "slug": "q",
        "version": 1,
        "title": words("q"),
        "introduction": words("q"),
        "levels": [_level(number, minimum) for number, minimum in enumerate(minimums)],
        "themes": themes,
        "facts": [fact_data(fact) for fact in _facts(plain)],
        "checks": [_check(check, groups, rates) for check in plain.get("checks", ())] or None,
        "barriers": [
            {"slug": slug, "name": words(slug), "theme": themes[0]["slug"]}
            for slug in plain.get("barriers", ())
        ],
        "groups": groups,
        "rates": rates,
        **rest,
    }


def _facts(plain: Mapping[str, Any]) -> Iterable[Data]:
    return cast("Iterable[Data]", plain.get("facts", ()))


def _level(number: int, minimum: str) -> Data:
    about = {"name": words(str(number)), "description": words(str(number))}
    return {"number": number, "minimum_score": minimum, **about}


def _theme(theme: Data, groups: dict[str, list[str]], rates: dict[str, Any]) -> Data:
    named = {"title": words(theme["slug"]), "description": words(theme["slug"])}
    questions = [_question(question, groups, rates) for question in theme["questions"]]
    return {"weight": 1, **named, **theme, "questions": questions}


def _question(question: Data, groups: dict[str, list[str]], rates: dict[str, Any]) -> Data:
    found = _with_options({"text": words(question["slug"]), **question})
    if found.get("scored", True):
        found.setdefault("weight", 1)
    if "visible_when" in found:
        found["visible_when"] = condition_data(found["visible_when"], groups, rates)
    if "not_applicable" in found:
        exempt: Data = {"text": words("no"), **found["not_applicable"]}
        found["not_applicable"] = exempt
        if "allowed_when" in exempt:
            exempt["allowed_when"] = condition_data(exempt["allowed_when"], groups, rates)
    if "caps" in found:
        found["caps"] = [
            {"reason": words("cap"), **cap, "when": condition_data(cap["when"], groups, rates)}
            for cap in found["caps"]
        ]
    return found


def fact_data(fact: Data) -> Data:
    """Return a fact with what files leave out."""
    named = {"name": words(fact["slug"]), "text": words(fact["slug"]), **fact}
    if "computed" not in fact:
        return _with_options(named)
    return {"derived_from": fact["computed"]["of"], "asked": False, **named}


def _check(check: Data, groups: dict[str, list[str]], rates: dict[str, Any]) -> Data:
    when = condition_data(check["when"], groups, rates)
    return {"message": words(check["slug"]), **check, "when": when}


def _with_options(item: Data) -> Data:
    if "options" not in item:
        return item
    return {**item, "options": [_option(option) for option in item["options"]]}


def _option(option: Data) -> Data:
    named = {"text": words(option["slug"]), **option}
    if "detail" in option:
        named["detail"] = {"text": words(option["slug"]), **option["detail"]}
    return named


def condition_data(tree: Data, groups: dict[str, list[str]], rates: dict[str, Any]) -> Data:
    """Return the condition as content writes it, noting groups and rates that it spells out."""
    for key in LISTS:
        if key in tree:
            return {key: [condition_data(child, groups, rates) for child in tree[key]]}
    if "not" in tree:
        return {"not": condition_data(tree["not"], groups, rates)}
    leaf = {k: v for k, v in tree.items() if k not in {"group", "amount", "dontKnow"}}
    if "group" in tree:
        groups[tree["group"]] = tree["value"]
        leaf["value"] = tree["group"]
    if "amount" in tree:
        amount = tree["amount"]
        rates[amount["currency"]] = amount["rate"]
        leaf["value"] = {"amount": amount["number"], "currency": amount["currency"]}
    return leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What a case answers and states, accepted by each question and fact."""

    answers: Mapping[str, Value]
    facts: Mapping[str, Value]
    as_of: date


def versions_data(file: Conformance) -> list[Data]:
    """Return the versions of the questionnaire of `file`, the oldest first, with texts."""
    return [
        definition_data({**plain, "version": number, "carry_over": _carry_over(plain)})
        for number, plain in enumerate(file.versions, 1)
    ]


def _carry_over(plain: Mapping[str, Any]) -> Data | None:
    declared: Data = plain.get("carry_over", {})
    dropped = [{"reason": words("dropped"), **one} for one in declared.get("dropped", ())]
    return {**declared, "dropped": dropped} if declared else None


def versions_of(file: Conformance) -> list[Questionnaire]:
    """Return the versions of the questionnaire of `file`, the oldest first."""
    return [Questionnaire.model_validate(data) for data in versions_data(file)]


def compiled(file: Conformance) -> CompiledQuestionnaire:
    """Return the questionnaire of `file`, ready to evaluate; its newest version."""
    return compile_questionnaire(versions_of(file)[-1])


def company(questionnaire: CompiledQuestionnaire, case: Case | Moment, today: date) -> Company:
    """Return the company of `case`."""
    as_of = case.today or today
    questions = questionnaire.definition.questions_by_slug
    facts = questionnaire.definition.facts_by_slug
    stated = {slug: accepted(facts[slug], said, as_of) for slug, said in case.facts.items()}
    return Company(
        answers={s: accepted(questions[s], said, as_of) for s, said in case.answers.items()},
        facts={slug: facts[slug].meaning(value) for slug, value in stated.items()},
        as_of=as_of,
    )


def accepted(kind: Question | Fact, said: Mapping[str, Any], today: date) -> Value:
    """Return the value in `said`; raises ``NotAccepted`` where it does not fit."""
    given = given_as(said)
    return MARKERS.get(given.shape) or kind.accept(given, today)


def given_as(said: Mapping[str, Any]) -> Given:
    """Return an answer or a fact of a file as clients give it."""
    ((shape, payload),) = said.items()
    return Given(Shape(shape), _payload(Shape(shape), payload))


def _payload(shape: Shape, payload: Any) -> Payload:
    if shape is Shape.OPTIONS:
        return tuple(payload)
    if shape is Shape.NUMBER:
        return Decimal(payload)
    if shape is Shape.DATE:
        return date.fromisoformat(payload)
    return cast("Payload", payload)
