"""Enums of the schema whose every value is described.

``strawberry.enum_value`` needs an enum of its own; the closed sets of the domain know nothing of
GraphQL, so their values are described here from outside. To add a value: the member, and a line
where its enum is described; the program does not start while one is missing.
"""

from collections.abc import Mapping
from enum import Enum

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition


def describe_enum(
    cls: type[Enum], description: str, values: Mapping[str, str], *, name: str | None = None
) -> None:
    """Make `cls` an enum of the schema, with a description per value, by the value's name.

    Raises:
        TypeError: `values` does not describe exactly the members.
    """
    if set(values) != set(cls.__members__):
        wrong = ", ".join(sorted(set(values) ^ set(cls.__members__)))
        raise TypeError(f"Describe exactly the values of {cls.__name__}; these differ: {wrong}.")
    strawberry.enum(cls, name=name, description=description)
    definition: StrawberryEnumDefinition = vars(cls)["__strawberry_definition__"]
    for value in definition.values:
        value.description = values[value.name]
