"""One option of a list: single choice, and Likert with its five steps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import (
    AnswerKind,
    Authored,
    Choice,
    Detail,
    LevelNumber,
    Slug,
    YesNo,
)
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Marker, Plain, Value
from assessments.texts import Text

MAX_OPTIONS = 400
MAX_NAMED = 15
MAX_EXAMPLES = 6
MAX_GUESSED = 3
"""For how many unknown options of a list a refusal says what may have been meant."""
MIN_LIKE, MAX_LIKE = 3, 60


class Option(Authored):
    """One choice. `dont_know` and `not_applicable` say that choosing it says no more than that.

    `also_called` are other names of it, by which it is found where it is written wrongly.
    """

    slug: Slug
    text: Text
    also_called: tuple[str, ...] | None = None
    level: LevelNumber | None = None
    exclusive: YesNo = False
    dont_know: YesNo = False
    not_applicable: YesNo = False
    detail: Detail | None = None

    @property
    def marker(self) -> Marker | None:
        """What the option says in place of a value."""
        if self.dont_know:
            return Marker.DONT_KNOW
        return Marker.NOT_APPLICABLE if self.not_applicable else None


Options = Annotated[tuple[Option, ...], Field(min_length=2, max_length=MAX_OPTIONS)]


class WithOptions(AnswerKind):
    """What kinds with a list of options share."""

    options: Options

    @cached_property
    def by_slug(self) -> Mapping[str, Option]:
        """The options by slug, in order."""
        return {option.slug: option for option in self.options}

    @cached_property
    def _choices(self) -> Sequence[Choice]:
        return tuple(
            Choice(
                slug=o.slug,
                text=o.text,
                level=o.level,
                exclusive=o.exclusive,
                dont_know=o.dont_know,
                not_applicable=o.not_applicable,
                detail=o.detail,
            )
            for o in self.options
        )

    @property
    def choices(self) -> Sequence[Choice]:
        """The options, in order."""
        return self._choices

    def refuse_unknown(self, slugs: Sequence[str]) -> None:
        """Raise ``NotAccepted`` unless each of `slugs` is an option; several are told by place."""
        unknown = {place: slug for place, slug in enumerate(slugs, 1) if slug not in self.by_slug}
        if unknown:
            nb, en = self._to_choose(list(unknown.values()))
            missing_nb, missing_en = _missing(list(unknown) if len(slugs) > 1 else [])
            raise NotAccepted(Refusal.UNKNOWN_OPTION, f"{missing_nb} {nb}", f"{missing_en} {en}")

    def _to_choose(self, said: Sequence[str]) -> tuple[str, str]:
        """Return the options in words: every one where they are few, else those that are meant."""
        known, some_said = list(self.by_slug), said[:MAX_GUESSED]
        meant = _each_once(self._called(one) for one in some_said)
        if len(known) <= MAX_NAMED:
            named = ", ".join(known)
            nb, en = f"Velg blant: {named}.", f"Choose among: {named}."
        else:
            meant = _each_once(self._called(one) or self._like(one) for one in some_said)
            some = "" if meant else ", ".join(known[:MAX_EXAMPLES])
            nb = f"Alle de {len(known)} alternativene står under `options`"
            en = f"All {len(known)} options are listed under `options`"
            nb += f"; de første er {some}." if some else "."
            en += f"; the first are {some}." if some else "."
        if not meant:
            return nb, en
        in_nb = ", ".join(f"{option.slug} – {option.text.nb}" for option in meant)
        in_en = ", ".join(f"{option.slug} – {option.text.en}" for option in meant)
        return f"Mente dere {in_nb}? {nb}", f"Did you mean {in_en}? {en}"

    def _called(self, said: str) -> Sequence[Option]:
        """Return the options whose slug or text is what was said, whatever the case."""
        small = said.strip().casefold()
        return [o for o in self.options if small in {*_names(o), o.slug.casefold()}]

    def _like(self, said: str) -> Sequence[Option]:
        """Return the options whose slug, or whose text, is much like what was said.

        A longer code that begins with an option's digits is like it, since codes for parts often
        begin as those for the whole do. Of very short or very long words nothing is like.
        """
        small = said.strip().casefold()
        if not MIN_LIKE <= len(small) <= MAX_LIKE:
            return ()
        if small.isdigit():
            return [option for option in self.options if small.startswith(option.slug)]
        alike = [self._slugs[name] for name in get_close_matches(small, self._slugs)]
        return [self.by_slug[slug] for slug in dict.fromkeys(alike)]

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        """The slugs by what their options are called."""
        return {
            name: option.slug
            for option in self.options
            for name in (*_names(option), option.slug.casefold())
        }


def _missing(places: Sequence[int]) -> tuple[str, str]:
    if not places:
        return "Det finnes ikke noe slikt alternativ.", "There is no such option."
    if len(places) == 1:
        return (
            f"Alternativ nummer {places[0]} i listen finnes ikke.",
            f"Option number {places[0]} of the list does not exist.",
        )
    named = ", ".join(map(str, places[:MAX_NAMED]))
    nb, en = "", ""
    if len(places) > MAX_NAMED:
        nb, en = f", … ({len(places)} i alt)", f", … ({len(places)} in all)"
    return (
        f"Alternativene med disse numrene i listen finnes ikke: {named}{nb}.",
        f"The options with these numbers in the list do not exist: {named}{en}.",
    )


def _each_once(found: Iterable[Sequence[Option]]) -> Sequence[Option]:
    return list({option.slug: option for options in found for option in options}.values())


def _names(option: Option) -> list[str]:
    """Return what an option is called, in small letters, also without what stands in brackets."""
    said = (option.text.en, option.text.nb, *(option.also_called or ()))
    texts = [text.casefold() for text in said]
    return [*texts, *(text.partition(" (")[0] for text in texts)]


class OneOfOptions(WithOptions):
    """Exactly one option."""

    shape: ClassVar[Shape] = Shape.OPTION

    def _accept(self, given: Given, today: date) -> Plain:
        del today
        slug = str(given.payload)
        self.refuse_unknown([slug])
        return slug

    @cached_property
    def markers(self) -> Mapping[str, Marker]:
        """What options say that are no value: *don't know* or *does not apply*."""
        found = ((option.slug, option.marker) for option in self.options)
        return {slug: marker for slug, marker in found if marker is not None}

    def meaning(self, value: Value) -> Value:
        """Return the marker of an option that says *don't know* or *does not apply*."""
        return self.markers.get(value, value) if isinstance(value, str) else value


class SingleChoice(OneOfOptions):
    """One of two or more options."""

    kind: Literal["single_choice"]


class Likert(OneOfOptions):
    """How far one agrees, on a scale of steps."""

    kind: Literal["likert"]
