"""Builds a brief from what was gathered; nothing is in it that told figures do not say."""

from collections.abc import Mapping
from typing import Final

from assessments.briefs import words
from assessments.briefs.brief import (
    Brief,
    Coverage,
    LevelShare,
    Readiness,
    Release,
    Row,
    SchemeDemand,
    ThemeReadiness,
    UnmetBarrier,
)
from assessments.briefs.findings import findings
from assessments.briefs.gathered import Figures, Gathered
from assessments.briefs.method import method, sources
from assessments.briefs.parts import Counted, Entry, share_of
from assessments.cohorts.measures import OVERALL
from assessments.cohorts.ranking import most_first
from assessments.cohorts.told import Scores, Told
from assessments.texts import Language, Text

MOST_QUARTERS: Final = 8
READY: Final = 3
"""From this level up most of what is needed is in place."""


def build_brief(gathered: Gathered, language: Language) -> Brief:
    """Return the brief; of too few companies one without figures, which says what it takes."""
    named, told = gathered.named, gathered.whole.told
    bare = Brief(
        language="en" if language is Language.EN else "nb",
        title=words.title(named.cluster),
        questionnaire=_entry(*named.questionnaire),
        cluster=None if named.cluster is None else _entry(*named.cluster),
        minimum_companies=gathered.minimum,
        count_margin=gathered.count_margin,
        is_told=told is not None,
        is_exact=told is not None and told.is_exact,
        release=_release(gathered),
        coverage=_coverage(gathered),
        findings=(),
        ready=None,
        overall=None,
        themes=(),
        barriers=(),
        unmet_barriers=(),
        schemes=(),
        levers=(),
        regions=tuple(_row(gathered, *region) for region in gathered.regions),
        quarters=tuple(_row(gathered, *quarter) for quarter in gathered.quarters[-MOST_QUARTERS:]),
        cases=words.CASES,
        method=method(gathered),
        sources=sources(gathered),
    )
    if told is None:
        return bare
    full = bare.model_copy(update=_of_all(gathered, told))
    return full.model_copy(update={"findings": findings(full)})


def _of_all(gathered: Gathered, told: Told) -> Mapping[str, object]:
    named = gathered.named
    overall = _readiness(told.scores.get(OVERALL), named.levels)
    return {
        "ready": None if overall is None else _ready(overall),
        "overall": overall,
        "themes": tuple(
            ThemeReadiness(
                theme=_entry(slug, title),
                readiness=_readiness(told.scores.get(slug), named.levels),
            )
            for slug, title in named.themes.items()
        ),
        "barriers": _counted(told, "barrier", named.barriers),
        "unmet_barriers": tuple(
            UnmetBarrier(
                entry=one.entry,
                share=one.share,
                open_schemes=gathered.open_schemes.get(one.entry.slug, 0),
            )
            for one in _counted(told, "unmet", named.barriers)
        ),
        "schemes": _schemes(told, named.schemes),
        "levers": _counted(
            told, "lever", {slug: question.asked.text for slug, question in named.questions.items()}
        ),
    }


def _entry(slug: str, name: Text) -> Entry:
    return Entry(slug=slug, name=name)


def _readiness(scores: Scores | None, levels: Mapping[int, Text]) -> Readiness | None:
    if scores is None:
        return None
    return Readiness(
        companies=scores.companies,
        mean=scores.mean,
        median=scores.quantiles.median,
        levels=tuple(
            LevelShare(level=level, name=name, share=share_of(count, scores.companies))
            for (level, name), count in zip(levels.items(), scores.levels, strict=False)
        ),
    )


def _ready(overall: Readiness) -> LevelShare | None:
    reached = [one for one in overall.levels if one.level >= READY]
    if not reached:
        return None
    companies = sum(one.share.companies for one in reached)
    return reached[0].model_copy(update={"share": share_of(companies, overall.companies)})


def _counted(told: Told, kind: str, names: Mapping[str, Text]) -> tuple[Counted, ...]:
    """Return all that companies are counted under, the most common first."""
    return tuple(
        Counted(
            entry=_entry(slug, names[slug]),
            share=share_of(told.counts[f"{kind}:{slug}"], told.companies),
        )
        for slug in most_first(names, told, [f"{kind}:{{}}"])
    )


def _schemes(told: Told, names: Mapping[str, Text]) -> tuple[SchemeDemand, ...]:
    """Return the demand for each scheme that results were matched to, the greatest first."""
    keys = [f"scheme:{{}}:{outcome}" for outcome in ("ELIGIBLE", "CANNOT_TELL", "NEAR_MISS")]
    found: list[SchemeDemand] = []
    for slug in most_first(names, told, keys):
        shares = (share_of(told.counts[key.format(slug)], told.companies) for key in keys)
        eligible, cannot_tell, near_miss = shares
        found.append(
            SchemeDemand(
                scheme=_entry(slug, names[slug]),
                eligible=eligible,
                cannot_tell=cannot_tell,
                near_miss=near_miss,
            )
        )
    return tuple(found)


def _row(gathered: Gathered, value: str, label: Text, figures: Figures) -> Row:
    told = figures.told
    if told is None:
        return Row(
            value=value,
            label=label,
            companies=None,
            is_exact=False,
            overall=None,
            released_at=None,
        )
    return Row(
        value=value,
        label=label,
        companies=told.companies,
        is_exact=told.is_exact,
        overall=_readiness(told.scores.get(OVERALL), gathered.named.levels),
        released_at=figures.released_at,
    )


def _release(gathered: Gathered) -> Release | None:
    whole = gathered.whole
    if whole.released_at is None or whole.release is None:
        return None
    parts = (figures for _, _, figures in (*gathered.regions, *gathered.quarters))
    moments = (figures.released_at for figures in parts if figures.released_at is not None)
    return Release(
        id=f"{gathered.named.questionnaire[0]}-{whole.release}",
        released_at=whole.released_at,
        oldest_at=min((whole.released_at, *moments)),
    )


def _coverage(gathered: Gathered) -> Coverage:
    told = gathered.whole.told
    return Coverage(
        answered=None if told is None else told.companies,
        members=gathered.members,
        invited=gathered.invited,
        words=words.coverage(gathered),
    )
