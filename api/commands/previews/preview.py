"""Shows everything of one name."""

from collections.abc import Iterator

from api.commands.previews.asked import check_lines, fact_lines, question_lines
from api.commands.previews.entries import entry_lines
from api.commands.previews.giving import VERSION
from api.commands.previews.saying import Saying
from assessments.content.catalogue import Entry
from assessments.content.loading import Folder
from assessments.matching.offers import BaseOffer
from assessments.questionnaire.definition import Questionnaire
from assessments.texts import Language, both

LANGUAGES = (Language.NB, Language.EN)


def preview(folder: Folder, slug: str) -> list[str]:
    """Return the lines that show everything called `slug`; none where there is nothing."""
    return [line for language in LANGUAGES for line in _lines(Saying(folder, language), slug)]


def slugs_in(folder: Folder) -> list[str]:
    """Return the slugs of all that can be shown."""
    found = [entry.slug for entry in _entries(folder)]
    found += [fact.item.slug for fact in folder.facts]
    found += [barrier.item.slug for barrier in folder.barriers]
    for placed in folder.questionnaires:
        questionnaire = placed.questionnaire.item
        found += questionnaire.questions_by_slug
        found += [check.slug for check in questionnaire.checks or ()]
    return found


def _entries(folder: Folder) -> list[BaseOffer | Entry]:
    listed = (folder.offers, folder.organisations, folder.requirements, folder.procurement_rules)
    return [placed.item for entries in listed for placed in entries]


def _lines(saying: Saying, slug: str) -> Iterator[str]:
    folder = saying.folder
    for entry in _entries(folder):
        if entry.slug == slug:
            yield from entry_lines(saying, entry)
    for fact in folder.facts:
        if fact.item.slug == slug:
            yield from fact_lines(saying, fact.item)
    yield from _in_questionnaires(saying, slug)
    for barrier in folder.barriers:
        if barrier.item.slug == slug:
            yield saying.head(barrier.item.name)


def _in_questionnaires(saying: Saying, slug: str) -> Iterator[str]:
    """Yield what each version shows; where several do, each below its own name."""
    versions = [placed.questionnaire.item for placed in saying.folder.questionnaires]
    shown = [(version, list(_in_questionnaire(saying, version, slug))) for version in versions]
    several = sum(bool(lines) for _, lines in shown) > 1
    for version, lines in shown:
        if lines and several:
            key = version.slug, version.version
            yield saying.head(both(VERSION.nb.format(*key), VERSION.en.format(*key)))
        yield from lines


def _in_questionnaire(saying: Saying, questionnaire: Questionnaire, slug: str) -> Iterator[str]:
    question = questionnaire.questions_by_slug.get(slug)
    if question is not None:
        yield from question_lines(saying, questionnaire, question)
    for check in questionnaire.checks or ():
        if check.slug == slug:
            yield from check_lines(saying, questionnaire, check)
