"""Tables of counts of companies, for spreadsheets. A new one is a line in ``_COUNTED``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.briefs.gathered import Named, Question
from assessments.briefs.parts import share_of
from assessments.briefs.tables import CODE, COMPANIES, NAME, Cell, Table
from assessments.cohorts.told import Told
from assessments.texts import Text, both

PERCENT: Final = both("Prosent av alle", "Per cent of all")
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
    texts = {slug: question.text for slug, question in named.questions.items()}
    return _table(both("Løft", "Levers"), told, texts, (_LIFTED,))


def question_table(told: Told | None, named: Named) -> Table:
    """Return how many gave each answer to each question, and how many are on each level of it."""
    rows = (
        [slug, question.text, question.theme, answer, *_all(told), *cells]
        for slug, question in named.questions.items()
        for measure, answer in _possible(slug, question, named)
        if (cells := _share(told, measure)) is not None
    )
    headings = (CODE, NAME, _THEME, _ANSWER, ALL_COMPANIES, COMPANIES, PERCENT)
    return Table(title=both("Spørsmål", "Questions"), headings=headings, rows=tuple(rows))


def _table(
    title: Text, told: Told | None, names: Mapping[str, Text], columns: Sequence[_Column]
) -> Table:
    """Return a row for everything that companies are counted under, in the order of the content."""
    headings = (heading for column in columns for heading in (column.heading, PERCENT))
    rows = (
        [slug, name, *_all(told), *(cell for share in shares if share for cell in share)]
        for slug, name in names.items()
        if all(shares := [_share(told, column.measure.format(slug)) for column in columns])
    )
    return Table(title=title, headings=(CODE, NAME, ALL_COMPANIES, *headings), rows=tuple(rows))


def _all(told: Told | None) -> Sequence[Cell]:
    return [None if told is None else told.companies]


def _share(told: Told | None, measure: str) -> Sequence[Cell] | None:
    """Return how many, and per cent of all; None by a measure that the figures do not know."""
    if told is None:
        return (None, None)
    count = told.counts.get(measure)
    return None if count is None else (count, share_of(count, told.companies).percent)


def _possible(slug: str, question: Question, named: Named) -> Iterator[tuple[str, Text]]:
    """Yield the measures of a question, each with what it counts in words."""
    for option, name in question.options.items():
        yield f"option:{slug}:{option}", name
    yield f"dont_know:{slug}", _DONT_KNOW
    yield f"not_applicable:{slug}", _NOT_APPLICABLE
    for level, name in named.levels.items():
        yield (
            f"answer_level:{slug}:{level}",
            both(f"Nivå {level}: {name.nb}", f"Level {level}: {name.en}"),
        )
