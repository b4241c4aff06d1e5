"""The evidence brief: what ``/cohorts/brief.json`` answers, and all that a PDF is set from."""

from typing import Literal

from assessments.briefs.parts import Counted, Entry, Moment, Part, Points, Said, Share
from assessments.texts import Language


class LevelShare(Part):
    """The share of companies on a level."""

    level: int
    """From 0, the lowest."""
    name: Said
    share: Share


class Readiness(Part):
    """How ready companies are, overall or in a theme."""

    companies: int
    """Those that have a score."""
    mean: Points
    """The mean score."""
    median: Points | None
    """The middle of the band of five points that the median lies in; null where too few."""
    levels: tuple[LevelShare, ...]
    """From the lowest level up."""


class ThemeReadiness(Part):
    """How ready companies are in a theme."""

    theme: Entry
    readiness: Readiness | None
    """Null where too few companies have a score in it."""


class Row(Part):
    """What is told of the companies of a county, of a part of the country, or of a quarter."""

    value: str
    """A code, a slug or a quarter such as 2026-Q3."""
    label: Said
    companies: int | None
    """Null where there are too few, or where the figure would tell of somebody."""
    is_exact: bool
    """Whether the number of companies and the means are exact."""
    overall: Readiness | None
    released_at: Moment | None
    """As of when."""


class SchemeDemand(Part):
    """How many companies could use a scheme."""

    scheme: Entry
    eligible: Share
    """Those that meet its criteria."""
    cannot_tell: Share
    """Those for whom it depends on something that they have not answered."""
    near_miss: Share
    """Those that lack little."""


class UnmetBarrier(Counted):
    """A barrier, and the share of companies that have it and find no scheme open to them."""

    open_schemes: int
    """How many schemes that companies can apply to today are made to relieve it."""


class Coverage(Part):
    """Who answered, out of whom."""

    answered: int | None
    """Companies in the figures; null where there are too few to say."""
    members: int | None
    """Members on the cluster's own list; null for a brief about all, or where it is not known."""
    invited: int | None
    """Organisations that the cluster invited by number; null as for members."""
    words: Said


class Paragraph(Part):
    """A heading and what stands below it."""

    heading: Said
    text: Said


class Source(Part):
    """What figures and names come from."""

    title: Said
    detail: Said


class Release(Part):
    """Which figures these are."""

    id: str
    """Names them: the same id means the same figures."""
    released_at: Moment
    """As of when the figures of all companies together are."""
    oldest_at: Moment
    """As of when the oldest figures in the brief are."""


class Brief(Part):
    """An evidence brief: figures as they were released, and how to read them."""

    format: Literal[1] = 1
    """Grows when something is taken away or changes its meaning; what is new only adds."""
    language: Literal["nb", "en"]
    title: Said
    questionnaire: Entry
    cluster: Entry | None
    """Null for a brief about all companies."""
    minimum_companies: int
    """The fewest companies that a figure is about."""
    count_margin: int | None
    """Nineteen of twenty counts lie within so many companies of the truth; null without figures."""
    is_told: bool
    """Whether there are figures; where there are none, the brief says what is needed."""
    is_exact: bool
    """Whether the number of companies and the means of all of them are exact."""
    release: Release | None
    coverage: Coverage
    findings: tuple[Said, ...]
    """What stands out, in sentences to quote."""
    ready: LevelShare | None
    """Those on the level from which most is in place, or higher; null where it is not told."""
    overall: Readiness | None
    themes: tuple[ThemeReadiness, ...]
    """In the order of the questionnaire."""
    barriers: tuple[Counted, ...]
    """What holds companies back: those that have the gap, the most common first."""
    unmet_barriers: tuple[UnmetBarrier, ...]
    """Those that have the gap and for whom no scheme that relieves it is open."""
    schemes: tuple[SchemeDemand, ...]
    """Support schemes, those that most companies could use first."""
    levers: tuple[Counted, ...]
    """Questions of which one step up would lift the company a level."""
    regions: tuple[Row, ...]
    """Counties; parts of the country where most counties would be withheld."""
    quarters: tuple[Row, ...]
    """The last quarters with figures, the first one first."""
    cases: Said
    """Why there are no cases of single companies."""
    method: tuple[Paragraph, ...]
    sources: tuple[Source, ...]


def written(brief: Brief) -> str:
    """Return a brief as JSON in its language."""
    return brief.model_dump_json(by_alias=True, indent=2, context=Language(brief.language))


def schema() -> dict[str, object]:
    """Return the JSON schema of a brief."""
    return Brief.model_json_schema(mode="serialization", by_alias=True)
