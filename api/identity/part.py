"""What every part of the setting ``EKSPORTKLAR_ISSUERS`` has in common."""

from collections.abc import Mapping
from typing import TypeGuard

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError


def _has_names(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


class Part(BaseModel):
    """A part with names of its own; one that is none of them is refused with those that are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_names(cls, value: object) -> object:
        """Return `value` unchanged.

        Raises:
            ValidationError: It has a name that is none here, which its place names.
        """
        given = list(value) if _has_names(value) else []
        unknown = [str(name) for name in given if name not in cls.model_fields]
        if not unknown:
            return value
        why = PydanticCustomError(
            "unknown_name",
            "has no meaning here; the names that have are {names}",
            {"names": ", ".join(cls.model_fields)},
        )
        raise ValidationError.from_exception_data(
            cls.__name__, [InitErrorDetails(type=why, loc=(name,), input=None) for name in unknown]
        )
