"""Carry-over: a new version says of each question before it what becomes of its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessments.content.checks.subject import Subject, key_of
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.content.yaml_reader import Place
from assessments.questionnaire.carried_values import Became, kinds_fit
from assessments.questionnaire.carry_over import CarriedOption, CarryOver
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.questions import Question

RULE = "carry-over"
HERE: Place = ("carry_over",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A version with the one before it."""

    placed: Placed[Questionnaire]
    before: Questionnaire

    @property
    def old(self) -> Mapping[str, Question]:
        """The old questions by slug."""
        return self.before.questions_by_slug

    @property
    def new(self) -> Mapping[str, Question]:
        """The new questions by slug."""
        return self.placed.item.questions_by_slug

    @property
    def declared(self) -> CarryOver:
        """What the new version says."""
        return self.placed.item.carry_over or CarryOver()

    def problem(self, message: str, *place: str | int) -> Problem:
        """Return a problem in the file of the new version."""
        return self.placed.problem(RULE, message, *place)


def check_carry_over(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per answer to an older version of which nobody says what becomes of it."""
    versions = {key_of(q): q for q in subject.folder.questionnaires}
    for (slug, version), placed in versions.items():
        earlier = [v for s, v in versions if s == slug and v < version]
        if earlier:
            before = versions[slug, max(earlier)].questionnaire.item
            yield from _between(Pair(placed=placed.questionnaire, before=before))
        elif placed.questionnaire.item.carry_over is not None:
            yield _without_earlier(placed)


def _without_earlier(placed: PlacedQuestionnaire) -> Problem:
    message = "there is no version before this one; put it back, or take `carry_over` out"
    return placed.questionnaire.problem(RULE, message, *HERE)


def _between(pair: Pair) -> Iterator[Problem]:
    wrong = [*_carried(pair), *_dropped(pair)]
    yield from wrong or _undeclared(pair)


def _carried(pair: Pair) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for index, one in enumerate(pair.declared.carried):
        place = (*HERE, "carried", index)
        old, new = pair.old.get(one.source), pair.new.get(one.to)
        if old is None:
            message = f"version {pair.before.version} has no question `{one.source}`; name one"
            yield pair.problem(message, *place, "from")
        if new is None:
            message = f"this version has no question `{one.to}`; name one that it has"
            yield pair.problem(message, *place, "to")
        if one.to in first:
            message = (
                f"`{one.to}` has an answer from `{first[one.to]}` already; choose one of them, and"
                " list the other as dropped"
            )
            yield pair.problem(message, *place, "to")
        first.setdefault(one.to, one.source)
        if old is not None and new is not None:
            yield from _fits(pair, old, new, one.options, place)


def _fits(
    pair: Pair,
    old: Question,
    new: Question,
    options: Mapping[str, CarriedOption] | None,
    place: Place,
) -> Iterator[Problem]:
    if not kinds_fit(old, new):
        message = (
            f"an answer to `{old.slug}` ({old.kind}) is none to `{new.slug}` ({new.kind}); list"
            f" `{old.slug}` as dropped"
        )
        yield pair.problem(message, *place)
        return
    became = options or {}
    wrong = list(_options_astray(pair, old, new, became, place))
    yield from wrong or _options_left(pair, old, new, became, place)


def _options_astray(
    pair: Pair, old: Question, new: Question, options: Mapping[str, CarriedOption], place: Place
) -> Iterator[Problem]:
    """Yield a problem per option that comes from nowhere or leads nowhere."""
    known = {choice.slug for choice in old.choices}
    for slug, became in options.items():
        if slug not in known:
            message = f"`{old.slug}` had no option `{slug}`; name one that it had"
            yield pair.problem(message, *place, "options", slug)
        elif became is not None and not _is_answer(new, became):
            message = f"`{became}` is no answer to `{new.slug}`; name an option, true or false"
            yield pair.problem(message, *place, "options", slug)


def _is_answer(new: Question, became: Became) -> bool:
    if new.shape is Shape.BOOLEAN:
        return isinstance(became, bool)
    return isinstance(became, str) and became in {choice.slug for choice in new.choices}


def _options_left(
    pair: Pair, old: Question, new: Question, options: Mapping[str, CarriedOption], place: Place
) -> Iterator[Problem]:
    """Yield a problem where old options have no counterpart and nobody says so."""
    if old.shape is new.shape is Shape.BOOLEAN:
        return
    kept = {choice.slug for choice in new.choices if new.shape is not Shape.BOOLEAN}
    left = [c.slug for c in old.choices if c.slug not in kept and c.slug not in options]
    if left:
        message = (
            f"`{new.slug}` has no option for {', '.join(f'`{slug}`' for slug in left)} of"
            f" `{old.slug}`; say under `options` what they have become, or `null` to ask again"
        )
        yield pair.problem(message, *place)


def _dropped(pair: Pair) -> Iterator[Problem]:
    carried = {one.source for one in pair.declared.carried}
    seen: set[str] = set()
    for index, one in enumerate(pair.declared.dropped):
        place = (*HERE, "dropped", index, "question")
        if one.question not in pair.old:
            message = f"version {pair.before.version} has no question `{one.question}`; name one"
            yield pair.problem(message, *place)
        elif one.question in carried or one.question in seen:
            message = f"`{one.question}` is listed already; carry it or drop it, once"
            yield pair.problem(message, *place)
        seen.add(one.question)


def _undeclared(pair: Pair) -> Iterator[Problem]:
    """Yield a problem per old question that is neither listed nor the same as before."""
    declared = pair.declared
    listed = {one.source for one in declared.carried} | {one.question for one in declared.dropped}
    taken = {one.to for one in declared.carried}
    place = HERE if pair.placed.item.carry_over is not None else ("version",)
    for slug, old in pair.old.items():
        if slug in listed:
            continue
        if slug not in pair.new or slug in taken:
            message = (
                f"`{slug}` would be lost; say under `carry_over` whether it is carried or dropped"
            )
            yield pair.problem(message, *place)
        elif _unit(old) != _unit(pair.new[slug]):
            message = f"the unit of `{slug}` has changed; list it under `carry_over`"
            yield pair.problem(message, *place)
        else:
            yield from _fits(pair, old, pair.new[slug], None, place)


def _unit(question: Question) -> object:
    return question.unit if isinstance(question, Numeric) else None
