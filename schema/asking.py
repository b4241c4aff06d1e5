"""What several queries do with what they are asked: the day, and facts and answers to try."""

import datetime as dt

from graphql import GraphQLError

from assessments.errors import AnswersRejectedError, ProfileRejectedError
from assessments.questionnaire.given import Unread
from assessments.texts import both
from schema.context import Context
from schema.refusing import BAD_USER_INPUT, bad_input

YEARS = range(1900, 2201)
AS_OF = f"The day to count from, {YEARS[0]} to {YEARS[-1]}; today unless given."

FACTS_UNUSABLE = both(
    "Noen av opplysningene kan ikke brukes. Rett dem, og spør på nytt.",
    "Some of what you state cannot be used. Correct it, and ask again.",
)
ANSWERS_UNUSABLE = both(
    "Noen av svarene kan ikke brukes. Rett dem, og spør på nytt.",
    "Some of the answers cannot be used. Correct them, and ask again.",
)


def day_asked(as_of: object, today: dt.date) -> dt.date:
    """Return `as_of` where ages and dates can be counted from it; today where it is not given.

    Raises:
        SaidError: It is no date, or they cannot.
    """
    if isinstance(as_of, Unread):
        why = as_of.why.message
        raise bad_input(f"`asOf`: {why.nb}", f"`asOf`: {why.en}")
    if not isinstance(as_of, dt.date):
        return today
    if as_of.year not in YEARS:
        raise bad_input(
            f"`asOf` må ligge i årene {YEARS[0]} til {YEARS[-1]}.",
            f"`asOf` must lie in the years {YEARS[0]} to {YEARS[-1]}.",
        )
    return as_of


def unusable(error: ProfileRejectedError | AnswersRejectedError, context: Context) -> GraphQLError:
    """Return the error of a query that was given facts or answers that are not accepted.

    Every one is listed, in the message and in ``extensions.rejections``.
    """
    if isinstance(error, ProfileRejectedError):
        what, name = FACTS_UNUSABLE, "path"
        refused = [(r.path, r.code, context.say(r.message)) for r in error.rejections]
    else:
        what, name = ANSWERS_UNUSABLE, "question"
        refused = [(r.question, r.code, context.say(r.message)) for r in error.rejections]
    listed = " ".join(f"{place}: {message}" for place, _, message in refused)
    return GraphQLError(
        f"{context.say(what)} {listed}",
        extensions={
            "code": BAD_USER_INPUT,
            "rejections": [
                {name: place, "code": code, "message": message} for place, code, message in refused
            ],
        },
    )
