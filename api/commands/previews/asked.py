"""Questions, facts and the checks across them, in words."""

from collections.abc import Iterator, Mapping, Sequence

from api.commands.previews.giving import given_lines, giving_lines
from api.commands.previews.saying import Saying
from assessments.questionnaire.checks import Check, Severity
from assessments.questionnaire.computing import Computed, Operation
from assessments.questionnaire.conditions.nodes import answers_read, facts_read
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import AnswerKind, Choice
from assessments.questionnaire.questions import Question
from assessments.questionnaire.scales import Band
from assessments.questionnaire.values import exact
from assessments.texts import Text, both, say_number

SHOWN_WHEN = both("Vises når", "Shown when")
NOT_APPLICABLE = both("Gjelder ikke", "Does not apply")
WHEN = both("når", "when")
CAP = both("Tak: {} høyst nivå {}", "Cap: {} at most level {}")
LEVEL = both("nivå", "level")
ADVICE = both("Råd for nivå", "Advice for level")
FOLLOWS = both("Følger av", "Follows from")
FOR_EDITORS = both("For redaktører", "For editors")
ALONE = both("kan ikke velges sammen med andre", "cannot be chosen with others")
AS_DONT_KNOW = both("teller som vet ikke", "counts as don't know")
AS_NOT_APPLICABLE = both("teller som gjelder ikke", "counts as does not apply")
DETAIL = both("Bes utdypet", "Asks for a detail")
CHARACTERS = both("høyst {} tegn", "at most {} characters")
COMPUTED = both("Regnes ut", "Worked out")
BETWEEN: Mapping[Operation, Text] = {
    Operation.SUM: both("+", "+"),
    Operation.DIFFERENCE: both("−", "−"),
    Operation.RATIO: both(":", "÷"),
    Operation.SHARE: both("i prosent av", "as a percentage of"),
}
STANDS: Mapping[Severity, Text] = {
    Severity.ERROR: both("Hindrer innsending når", "Blocks submitting when"),
    Severity.WARNING: both("Må bekreftes når", "Must be confirmed when"),
}


def question_lines(
    saying: Saying, questionnaire: Questionnaire, question: Question
) -> Iterator[str]:
    """Yield the lines that show a question."""
    yield from _asked(saying, question.text, question.help, question)
    yield from _bands(saying, getattr(question, "bands", None) or ())
    if question.visible_when is not None:
        yield saying.line(SHOWN_WHEN, saying.condition(question.visible_when, questionnaire))
    exempt = question.not_applicable
    if exempt is not None:
        when = exempt.allowed_when
        said = saying.say(exempt.text)
        if when is not None:
            said += f" {saying.say(WHEN)} {saying.condition(when, questionnaire)}"
        yield saying.line(NOT_APPLICABLE, said)
    for cap in question.caps:
        limit = saying.say(CAP).format(cap.theme, cap.maximum_level)
        when_said = f"{saying.say(WHEN)} {saying.condition(cap.when, questionnaire)}"
        yield f"    {limit} {when_said}. {saying.say(cap.reason)}"
    yield from giving_lines(saying, question)
    fact = None if question.writes_fact is None else question.writes_fact.fact
    for check in questionnaire.checks or ():
        if question.slug in answers_read(check.when) or fact in _facts_behind(questionnaire, check):
            yield _check(saying, questionnaire, check)
    yield from _advice(saying, questionnaire.slug, question.slug)


def fact_lines(saying: Saying, fact: Fact) -> Iterator[str]:
    """Yield the lines that show a fact."""
    yield from _asked(saying, fact.text, fact.help, fact)
    if fact.computed is not None:
        yield saying.line(COMPUTED, _computed(saying, fact.computed))
    if fact.derived_from:
        yield saying.line(FOLLOWS, ", ".join(fact.derived_from))
    yield from given_lines(saying, fact)
    if fact.editor_note is not None:
        yield saying.line(FOR_EDITORS, fact.editor_note)
    for placed in saying.folder.questionnaires:
        questionnaire = placed.questionnaire.item
        for check in questionnaire.checks or ():
            if fact.slug in _facts_behind(questionnaire, check):
                yield _check(saying, questionnaire, check)


def check_lines(saying: Saying, questionnaire: Questionnaire, check: Check) -> Iterator[str]:
    """Yield the lines that show a check."""
    yield saying.head(check.message)
    yield saying.line(STANDS[check.severity], saying.condition(check.when, questionnaire))


def _facts_behind(questionnaire: Questionnaire, check: Check) -> frozenset[str]:
    """Return the facts that `check` reads, and those stated behind them."""
    read = facts_read(check.when)
    return read.union(*map(questionnaire.stated_behind, read))


def _check(saying: Saying, questionnaire: Questionnaire, check: Check) -> str:
    when = f"{saying.say(STANDS[check.severity])} {saying.condition(check.when, questionnaire)}"
    return f"    {when}. {saying.say(check.message)}"


def _asked(saying: Saying, text: Text, help_text: Text | None, kind: AnswerKind) -> Iterator[str]:
    yield saying.head(text)
    if help_text is not None:
        yield saying.plain(help_text)
    for choice in kind.choices:
        remarks = "; ".join(_remarks(saying, choice))
        yield f"    - {saying.say(choice.text)}{f' ({remarks})' if remarks else ''}"
        if choice.detail is not None:
            most = saying.say(CHARACTERS).format(choice.detail.maximum_length)
            yield f"  {saying.line(DETAIL, f'{saying.say(choice.detail.text)} ({most})')}"


def _remarks(saying: Saying, choice: Choice) -> Iterator[str]:
    if choice.level is not None:
        yield f"{saying.say(LEVEL)} {choice.level}"
    meanings = (
        (choice.exclusive, ALONE),
        (choice.dont_know, AS_DONT_KNOW),
        (choice.not_applicable, AS_NOT_APPLICABLE),
    )
    yield from (saying.say(said) for holds, said in meanings if holds)


def _computed(saying: Saying, computed: Computed) -> str:
    facts = ((slug, saying.fact(slug)) for slug in computed.of)
    names = [slug if fact is None else saying.say(fact.name) for slug, fact in facts]
    return f" {saying.say(BETWEEN[computed.operation])} ".join(names)


def _advice(saying: Saying, questionnaire: str, question: str) -> Iterator[str]:
    for of in (placed.item for placed in saying.folder.advice):
        for advice in of.advice if of.questionnaire == questionnaire else ():
            if advice.question == question:
                yield f"    {saying.say(ADVICE)} {advice.to_level}: {saying.say(advice.text)}"


def _bands(saying: Saying, bands: Sequence[Band]) -> Iterator[str]:
    for band in bands:
        start = say_number(exact(band.start), saying.language)
        said = both(f"fra {start}", f"from {start}")
        if band.below is not None:
            below = say_number(exact(band.below), saying.language)
            said = both(f"{said.nb} til under {below}", f"{said.en} to below {below}")
        yield f"    - {saying.say(said)} ({saying.say(LEVEL)} {band.level})"
