"""Gaps that were accepted for what was delivered: no date, no cases, checked by nobody."""

from collections.abc import Iterator
from typing import Any

from assessments.content.cases.reading import offer_file, questionnaire_file
from assessments.content.checks.accepted_gaps import Gap, GapRule, digest_of, raw_of
from assessments.content.checks.entries import is_beside_registration
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.matching.offers import Applicant, Offer, Scheme


def find_gaps(subject: Subject) -> Iterator[Gap]:
    """Yield every gap, accepted or not."""
    for source in subject.folder.sources:
        if source.item.dated is None:
            message = "the source has no date; say in `dated` what time it speaks of"
            yield _gap("undated-source", source, message)
    for entry in subject.entries:
        if entry.item.checked_on is None:
            message = "no person has checked this against its source; have it checked"
            yield _gap("unchecked", entry, message)
    for offer in subject.folder.offers:
        path = offer_file(offer.item.slug)
        if needs_cases(offer.item) and path not in subject.cases.files:
            yield _gap("no-cases", offer, f"the offer has no worked cases; add `{path}`")
    for questionnaire in subject.folder.questionnaires:
        yield from _without_cases(subject, questionnaire)


def needs_cases(offer: Offer) -> bool:
    """Tell whether a company may meet `offer` or not for more than being registered in Norway."""
    if isinstance(offer, Scheme) and offer.applicant is not Applicant.COMPANY:
        return False
    return any(criterion.hard and is_beside_registration(criterion) for criterion in offer.criteria)


def _without_cases(subject: Subject, questionnaire: PlacedQuestionnaire) -> Iterator[Gap]:
    placed = questionnaire.questionnaire
    path = questionnaire_file(placed.item.slug, placed.item.version)
    if path in subject.cases.files:
        return
    themes = [theme.document.data for theme in questionnaire.themes.values()]
    entry = f"{placed.item.slug}-{placed.item.version}"
    yield Gap(
        entry=entry,
        rule="no-cases",
        digest=digest_of(placed.document.data, *themes),
        problem=placed.problem("no-cases", f"it has no worked cases; add `{path}`"),
    )


def _gap(rule: GapRule, placed: Placed[Any], message: str) -> Gap:
    return Gap(
        entry=placed.item.slug,
        rule=rule,
        digest=digest_of(raw_of(placed)),
        problem=placed.problem(rule, message),
    )
