"""What has been changed since delivery, on purpose: ``changes.yaml``.

A text that says something in other words is listed by itself. A decision covers every place that
fits its pattern, in which ``*`` stands for one step and ``**`` for any number of them. Of several
decisions that cover a place, the first one counts.
"""

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, cast

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tests.content.leaves import Change, Difference, plain

FILE: Final = Path(__file__).parent / "changes.yaml"


def _leaf(value: object) -> object:
    return tuple(map(plain, cast("list[object]", value))) if isinstance(value, list) else value


Leaf = Annotated[Any, BeforeValidator(_leaf)]


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(_Listed):
    """A delivered text that reads otherwise now; `reason` is one of the reasons of the file."""

    at: str
    old: str
    new: str
    reason: str
    why: str | None = None


class Decision(_Listed):
    """A change of substance, at as many `places` as it says."""

    at: str
    change: Change
    old: Leaf = None
    new: Leaf = None
    places: Annotated[int, Field(ge=1)] = 1
    reason: Annotated[str, Field(min_length=10)]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        steps = {"*": "[^/]+", "**": ".+"}
        return re.compile("/".join(steps.get(s, re.escape(s)) for s in self.at.split("/")))

    def covers(self, difference: Difference) -> bool:
        """Tell whether this is the decision behind `difference`."""
        return (
            difference.change is self.change
            and not difference.is_wording
            and self._pattern.fullmatch(difference.at) is not None
            and ("old" not in self.model_fields_set or difference.old == self.old)
            and ("new" not in self.model_fields_set or difference.new == self.new)
        )


class Changes(_Listed):
    """Everything that was changed."""

    reasons: dict[str, str]
    texts: tuple[Wording, ...]
    decisions: tuple[Decision, ...]

    def decision_behind(self, difference: Difference) -> Decision | None:
        """Return the first decision that covers `difference`."""
        return next((d for d in self.decisions if d.covers(difference)), None)


def read_changes() -> Changes:
    """Return the changes listed in ``changes.yaml``."""
    return Changes.model_validate(yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader))
