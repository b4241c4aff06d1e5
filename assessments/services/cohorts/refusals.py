"""Why figures are not told of what somebody asks about, in words, by the fields of the filter."""

from collections.abc import Mapping

from assessments.texts import Text, both


class FilterRejectedError(Exception):
    """Something in a filter cannot be used; nothing was read.

    Attributes:
        fields: What is wrong by field, named as the API names it.
        message: All of it together, each with what may be given.
    """

    def __init__(self, fields: Mapping[str, Text]) -> None:
        self.fields = fields
        self.message = both(
            " ".join(f"`{name}`: {text.nb}" for name, text in fields.items()),
            " ".join(f"`{name}`: {text.en}" for name, text in fields.items()),
        )
        super().__init__(self.message.en)
