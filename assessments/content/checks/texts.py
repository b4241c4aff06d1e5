"""Texts: tidy, and really in both languages."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.content.yaml_reader import Document, Place

LONG = 40
"""Texts longer than this are sentences, which differ between languages; names need not."""

LANGUAGES = ("nb", "nn", "en")


def check_texts(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per text with blanks where none belong."""
    for document, place, texts in _all_texts(subject):
        for language, text in texts.items():
            if text != text.strip():
                message = "the text begins or ends with a blank; take it out"
            elif "  " in text:
                message = "there are two blanks in a row; take one out"
            else:
                continue
            yield _problem(document, (*place, language), "blanks", message)


def doubtful_texts(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per sentence that is the same in both languages."""
    for document, place, texts in _all_texts(subject):
        nb = texts.get("nb", "")
        if len(nb) > LONG and nb == texts.get("en") and place[-1:] != ("name",):
            message = "the text is the same in Norwegian and English; translate it"
            yield _problem(document, (*place, "en"), "same-text", message)


def _problem(document: Document, place: Place, rule: str, message: str) -> Problem:
    return Placed(None, document, place).problem(rule, message)


def _all_texts(subject: Subject) -> Iterator[tuple[Document, Place, Mapping[str, str]]]:
    for document in _documents(subject).values():
        yield from ((document, place, texts) for place, texts in _texts(document.data, ()))


def _documents(subject: Subject) -> Mapping[str, Document]:
    folder = subject.folder
    placed: list[Placed[Any]] = [*subject.entries, *folder.barriers, *folder.facts, *folder.advice]
    if folder.about is not None:
        placed.append(folder.about)
    if folder.combining is not None:
        placed.append(folder.combining)
    for questionnaire in folder.questionnaires:
        placed += [questionnaire.questionnaire, *questionnaire.themes.values()]
    return {**{p.document.path: p.document for p in placed}, **subject.other_files}


def _texts(data: object, place: Place) -> Iterator[tuple[Place, Mapping[str, str]]]:
    if isinstance(data, dict):
        keys = cast("dict[str, object]", data)
        texts = {
            key: text for key, text in keys.items() if key in LANGUAGES and isinstance(text, str)
        }
        if "nb" in texts:
            yield place, texts
        for key, value in keys.items():
            yield from _texts(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(cast("list[object]", data)):
            yield from _texts(value, (*place, index))
