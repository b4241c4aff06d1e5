"""Entries of the content in words, in both languages, for editors."""

from collections.abc import Iterator

from assessments.content.catalogue import Organisation
from assessments.content.loading import Folder
from assessments.matching.offers import BaseOffer, Offer
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.questions import Question
from assessments.texts import Language, Text

LANGUAGES = (Language.NB, Language.EN)


def preview(folder: Folder, slug: str) -> list[str]:
    """Return the lines that show everything called `slug`; none where there is nothing."""
    lines: list[str] = []
    entries: list[Offer | Organisation] = [p.item for p in folder.offers]
    entries += [p.item for p in folder.organisations]
    for entry in entries:
        if entry.slug == slug:
            for language in LANGUAGES:
                lines += _entry(entry, language)
    for fact in folder.facts:
        if fact.item.slug == slug:
            lines += _asked(fact.item.text, fact.item.help, fact.item)
    for questionnaire in folder.questionnaires:
        question = questionnaire.questionnaire.item.questions_by_slug.get(slug)
        if question is not None:
            lines += _question(question)
    for barrier in folder.barriers:
        if barrier.item.slug == slug:
            lines += [barrier.item.name.into(language) for language in LANGUAGES]
    return lines


def _entry(entry: Offer | Organisation, language: Language) -> Iterator[str]:
    yield f"[{language}] {entry.name.into(language)}"
    yield f"    {entry.summary.into(language)}"
    if isinstance(entry, BaseOffer):
        for criterion in entry.criteria:
            kind = "!" if criterion.hard else "+"
            yield f"    {kind} {criterion.text.into(language)}"
        for text in entry.also_requires:
            yield f"    … {text.into(language)}"
    for text in entry.to_verify:
        yield f"    ? {text.into(language)}"


def _question(question: Question) -> Iterator[str]:
    yield from _asked(question.text, question.help, question)
    for cap in question.caps:
        for language in LANGUAGES:
            yield f"[{language}] ({cap.theme} ≤ {cap.maximum_level}) {cap.reason.into(language)}"


def _asked(text: Text, help_text: Text | None, kind: AnswerKind) -> Iterator[str]:
    for language in LANGUAGES:
        yield f"[{language}] {text.into(language)}"
        if help_text is not None:
            yield f"    {help_text.into(language)}"
        for choice in kind.choices:
            level = "" if choice.level is None else f" ({choice.level})"
            yield f"    - {choice.text.into(language)}{level}"
