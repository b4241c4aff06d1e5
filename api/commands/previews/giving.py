"""Which facts answers give, in words: beside the question, and beside the fact."""

from collections.abc import Iterator

from api.commands.previews.saying import Saying
from assessments.content.value_words import DONT_KNOW, NOT_APPLICABLE, say
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.questions import Question, WritesFact
from assessments.questionnaire.values import Value
from assessments.texts import both

GIVES = both("Svaret gir faktumet", "The answer gives the fact")
GIVEN = both("Gis av svaret på", "Given by the answer to")
SILENT = both("Sier ingenting om faktumet", "Says nothing about the fact")
VERSION = both("{}, versjon {}", "{}, version {}")
QUOTED = both("«{}»", "'{}'")


def giving_lines(saying: Saying, question: Question) -> Iterator[str]:
    """Yield the fact that the answer gives, what each option makes of it, and which say nothing."""
    writes = question.writes_fact
    if writes is None:
        return
    fact = saying.fact(writes.fact)
    name = "" if fact is None else f" ({saying.say(fact.name)})"
    yield saying.line(GIVES, f"{writes.fact}{name}")
    for option, value in (writes.map or {}).items():
        yield f"    - {_option(saying, question, option)} → {_value(saying, fact, value)}"
    if writes.not_applicable is not None:
        said = _value(saying, fact, writes.not_applicable)
        yield f"    - {saying.say(NOT_APPLICABLE)} → {said}"
    yield from _silent(saying, question, writes)


def given_lines(saying: Saying, fact: Fact) -> Iterator[str]:
    """Yield the questions whose answers give the fact, and which of their options say nothing."""
    for placed in saying.folder.questionnaires:
        questionnaire = placed.questionnaire.item
        for question in questionnaire.questions_by_slug.values():
            writes = question.writes_fact
            if writes is not None and writes.fact == fact.slug:
                yield saying.line(GIVEN, _question(saying, questionnaire, question))
                yield from _silent(saying, question, writes)


def _question(saying: Saying, questionnaire: Questionnaire, question: Question) -> str:
    version = saying.say(VERSION).format(questionnaire.slug, questionnaire.version)
    return f"{question.slug} ({version}): {saying.say(question.text)}"


def _silent(saying: Saying, question: Question, writes: WritesFact) -> Iterator[str]:
    """Yield the answers that leave the fact as it was stated; *don't know* is then one of them."""
    if writes.silent:
        options = [_option(saying, question, slug) for slug in writes.silent]
        yield f"  {saying.line(SILENT, ', '.join((*options, saying.say(DONT_KNOW))))}"


def _option(saying: Saying, question: Question, slug: str) -> str:
    """Return the words of an option; its slug where there is none, which its check reports."""
    texts = (saying.say(choice.text) for choice in question.choices if choice.slug == slug)
    return saying.say(QUOTED).format(next(texts, slug))


def _value(saying: Saying, fact: Fact | None, value: Value) -> str:
    return str(value) if fact is None else say(fact, value, saying.language)
