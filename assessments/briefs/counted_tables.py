"""Tables of counts of companies, for spreadsheets. A new one is a line in ``_COUNTED``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.briefs.gathered import Named
from assessments.briefs.parts import share_of
from assessments.briefs.tables import CODE, COMPANIES, NAME, Cell, Table, said_level
from assessments.cohorts.shares import answered, meaning_something
from assessments.cohorts.told import Told
from assessments.questionnaire.questions import Question
from assessments.texts import Text, both

PERCENT: Final = both("Prosent av alle", "Per cent of all")
PERCENT_OF_ANSWERED: Final = both("Prosent av dem", "Per cent of these")
ANSWERED: Final = both("Har svart", "Have answered")
ALL_COMPANIES: Final = both("Bedrifter i alt", "Companies in all")

_DONT_KNOW: Final = both("Vet ikke", "Don't know")
_NOT_APPLICABLE: Final = both("Gjelder ikke", "Does not apply")
_THEME: Final = both("Tema", "Theme")
_ANSWER: Final = both("Svar", "Answer")


@dataclass(frozen=True, slots=True)
class _Column:
    """A count of companies: its heading, and its measure with `{}` for what a row is about."""

    heading: Text
    measure: str


_GAP: Final = _Column(both("Har hinderet", "Have the barrier"), "barrier:{}")
_UNMET: Final = _Column(both("Mangler ordning", "Lack a scheme"), "unmet:{}")
_ELIGIBLE: Final = _Column(both("Oppfyller vilkårene", "Meet the criteria"), "scheme:{}:ELIGIBLE")
_OPEN: Final = _Column(both("Kan ikke avgjøres", "Cannot tell"), "scheme:{}:CANNOT_TELL")
_NEAR: Final = _Column(both("Mangler litt", "Lack little"), "scheme:{}:NEAR_MISS")
_LIFTED: Final = _Column(both("Løftes et nivå", "Are lifted a level"), "lever:{}")


def barrier_table(told: Told | None, named: Named) -> Table:
    """Return how many have each barrier, and how many find no scheme against it."""
    return _table(both("Hinder", "Barriers"), told, named.barriers, (_GAP, _UNMET))


def scheme_table(told: Told | None, named: Named) -> Table:
    """Return how many could use each scheme."""
    columns = (_ELIGIBLE, _OPEN, _NEAR)
    return _table(both("Ordninger", "Schemes"), told, named.schemes, columns)


def lever_table(told: Told | None, named: Named) -> Table:
    """Return how many one step up in each question would lift a level."""
    texts = {slug: question.asked.text for slug, question in named.questions.items()}
    return _table(both("Løft", "Levers"), told, texts, (_LIFTED,))


def question_table(told: Told | None, named: Named, minimum: int) -> Table:
    """Return how many gave each answer to each question, and how many are on each level of it.

    A question that fewer than `minimum` seem to have answered is withheld.
    """
    rows: list[Sequence[Cell]] = []
    for slug, question in named.questions.items():
        base = None if told is None else answered(question.asked, told)
        for measure, answer in _possible(question.asked, named):
            count = None if told is None else told.counts.get(measure)
            is_told = base is not None and base >= minimum and count is not None
            share = [base, *_share(count, base)] if is_told else [None, None, None]
            rows.append([slug, question.asked.text, question.theme, answer, *share])
    headings = (CODE, NAME, _THEME, _ANSWER, ANSWERED, COMPANIES, PERCENT_OF_ANSWERED)
    return Table(title=both("Spørsmål", "Questions"), headings=headings, rows=rows)


def _table(
    title: Text, told: Told | None, names: Mapping[str, Text], columns: Sequence[_Column]
) -> Table:
    """Return a row for everything that companies are counted under, in the order of the content."""
    headings = (heading for column in columns for heading in (column.heading, PERCENT))
    rows = [
        [slug, name, *_counted(told, [column.measure.format(slug) for column in columns])]
        for slug, name in names.items()
    ]
    return Table(title=title, headings=(CODE, NAME, ALL_COMPANIES, *headings), rows=rows)


def _counted(told: Told | None, measures: Sequence[str]) -> Iterator[Cell]:
    base = None if told is None else told.companies
    yield base
    for measure in measures:
        yield from _share(None if told is None else told.counts.get(measure), base)


def _share(count: int | None, base: int | None) -> Sequence[Cell]:
    if count is None or base is None:
        return (None, None)
    return (count, share_of(count, base).percent)


def _possible(question: Question, named: Named) -> Iterator[tuple[str, Text]]:
    """Yield the measures of a question, each with what it counts in words."""
    slug = question.slug
    for option in meaning_something(question):
        yield f"option:{slug}:{option.slug}", option.text
    yield f"dont_know:{slug}", _DONT_KNOW
    yield f"not_applicable:{slug}", _NOT_APPLICABLE
    for level, name in named.levels.items() if question.scored else ():
        yield f"answer_level:{slug}:{level}", said_level(level, name)
