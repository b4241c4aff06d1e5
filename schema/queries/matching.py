"""Matching a profile without an assessment."""

import datetime as dt
from typing import Annotated

import strawberry
from graphql import GraphQLError

from assessments.errors import ProfileRejectedError
from assessments.matching.missing import missing_facts
from assessments.questionnaire.encoding import decode_all
from assessments.questionnaire.given import Unread
from assessments.scoring.rounding import one_decimal
from assessments.services.accepting import accept_facts
from assessments.services.evaluating import ProfileEvaluation
from assessments.texts import both
from schema.context import Info
from schema.paging import After, First, capped, page
from schema.refusing import BAD_USER_INPUT, bad_input
from schema.scalars import GivenDate
from schema.types.inputs import CompanyProfileInput, given_facts
from schema.types.match import MatchConnection, MatchView, NextFact, next_facts_of

YEARS = range(1900, 2201)
UNUSABLE = both(
    "Noen av opplysningene kan ikke brukes. Rett dem, og spør på nytt.",
    "Some of what you state cannot be used. Correct it, and ask again.",
)


def _day(as_of: object) -> dt.date | None:
    """Return `as_of` where ages and dates can be counted from it.

    Raises:
        SaidError: They cannot.
    """
    if isinstance(as_of, Unread):
        why = as_of.why.message
        raise bad_input(f"`asOf`: {why.nb}", f"`asOf`: {why.en}")
    if not isinstance(as_of, dt.date):
        return None
    if as_of.year not in YEARS:
        raise bad_input(
            f"`asOf` må ligge i årene {YEARS[0]} til {YEARS[-1]}.",
            f"`asOf` must lie in the years {YEARS[0]} to {YEARS[-1]}.",
        )
    return as_of


@strawberry.type(description="What a company with a profile can make of every offer.")
class ProfileMatching:
    """Matches of a profile."""

    evaluation: strawberry.Private[ProfileEvaluation]

    @strawberry.field(description="The matches; at most 200 a page.")
    def matches(self, first: First, after: After = None) -> MatchConnection:
        """Resolve ``ProfileMatching.matches``."""
        evaluation = self.evaluation
        known = evaluation.state.facts
        views = [
            (
                match.offer.slug,
                MatchView(
                    offer=match.offer,
                    catalogue=evaluation.catalogue,
                    outcome=match.outcome,
                    relevance=one_decimal(match.relevance),
                    stale=match.stale,
                    verdicts=match.verdicts,
                    missing=missing_facts(match, known, evaluation.known_stated),
                    gaps=frozenset(),
                    known=known,
                ),
            )
            for match in evaluation.matches
        ]
        return MatchConnection.of(page(views, first, after))

    @strawberry.field(description="The facts that would settle most offers; at most 200.")
    def next_facts(self, first: First) -> list[NextFact]:
        """Resolve ``ProfileMatching.nextFacts``."""
        found = self.evaluation.next_facts[: capped(first)]
        return next_facts_of([(n.fact, n.decides) for n in found], self.evaluation.catalogue)


@strawberry.type
class MatchingQueries:
    """Queries that match."""

    @strawberry.field(
        description="Match a profile to every offer, without an assessment and without saving"
        " anything. Open to everybody."
    )
    def match_profile(
        self,
        info: Info,
        profile: Annotated[
            CompanyProfileInput, strawberry.argument(description="What the company states.")
        ],
        as_of: Annotated[
            GivenDate | None,
            strawberry.argument(
                description="The day to count from, 1900 to 2200; today unless given."
            ),
        ] = None,
    ) -> ProfileMatching:
        """Resolve ``Query.matchProfile``."""
        context = info.context
        today = context.environment.today()
        day = _day(as_of) or today
        catalogue = context.library.catalogue
        try:
            accepted = accept_facts(
                catalogue, facts={}, given=given_facts(profile), today=max(day, today)
            )
        except ProfileRejectedError as error:
            listed = "; ".join(f"{r.path}: {context.say(r.message)}" for r in error.rejections)
            message = f"{context.say(UNUSABLE)} {listed}"
            extensions = {
                "code": BAD_USER_INPUT,
                "rejections": [
                    {"path": r.path, "code": r.code, "message": context.say(r.message)}
                    for r in error.rejections
                ],
            }
            raise GraphQLError(message, extensions=extensions) from error
        stated = decode_all(accepted.document)
        return ProfileMatching(evaluation=ProfileEvaluation(catalogue, stated, day))
