"""What single criteria say of a company, and which of their clauses make them unmet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import strawberry

from assessments.content.clause_words import say_actual_of, say_clause
from assessments.content.library import CompiledCatalogue
from assessments.content.wording import is_said, say_actual, say_grounds, say_unsettled, say_verdict
from assessments.matching.compiled import CompiledCriterion
from assessments.matching.missing import missing_among
from assessments.matching.outcome import Verdict
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.remedies import NOTHING_UNMET, Clause
from assessments.questionnaire.values import Values
from assessments.texts import Text
from schema.context import Context
from schema.enums import describe_enum

MOST_TURNED_BY = 20

describe_enum(
    Verdict,
    "What a criterion says of a company; what is not known is never read as unmet.",
    {
        "MET": "The company meets it.",
        "UNMET": "The company does not meet it.",
        "UNKNOWN": "Facts are missing, so that nobody can tell.",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What verdicts rest on: the facts and scores of a company, and the facts that are missing."""

    catalogue: CompiledCatalogue
    known: Values
    scores: Mapping[str, Fraction | None]
    missing: Sequence[str]


@strawberry.type(description="A clause that has a part in its criterion being unmet.")
class UnmetClause:
    """GraphQL view of a clause."""

    clause: str = strawberry.field(
        description="The clause's id within the condition of the criterion; it stays."
    )
    text: str = strawberry.field(
        description='What would have to be, such as "Employees: at most 5".'
    )
    actual: str | None = strawberry.field(
        description="The company's own value, in words; null for scores."
    )

    @classmethod
    def of(cls, clause: Clause, judged: Judged, context: Context) -> "UnmetClause":
        """Build it in the caller's language."""
        catalogue, language = judged.catalogue, context.language
        return cls(
            clause=clause.id,
            text=say_clause(clause, catalogue.facts, catalogue.constants, language),
            actual=say_actual_of(clause, catalogue.facts, judged.known, language),
        )


@strawberry.type(description="What one criterion says of a company.")
class CriterionVerdict:
    """GraphQL view of a verdict."""

    criterion: str = strawberry.field(description="The criterion's slug within the offer.")
    text: str = strawberry.field(
        description="What the criterion asks, whether it is met, and what that rests on: where it"
        " is unmet, only what makes it so."
    )
    verdict: Verdict = strawberry.field(description="The verdict.")
    hard: bool = strawberry.field(description="Whether the criterion excludes when unmet.")
    actual: str | None = strawberry.field(
        description="The company's own value, in words; null while it is not known."
    )
    unmet_because: list[UnmetClause] = strawberry.field(
        description="The clauses that make the criterion unmet, in the order of its condition; none"
        " while it is not unmet. At most 50 for each list in the condition."
    )
    decided_by: list[str] = strawberry.field(
        description="The fewest of the clauses in `unmetBecause`, by id, that make the criterion"
        " unmet whatever the others come to; of several such sets the one with the earliest"
        " clauses."
    )
    turned_by: list[list[str]] = strawberry.field(
        description="The smallest sets of the clauses in `unmetBecause`, by id, whose change would"
        " make the criterion no longer unmet: none can be left out of a set. Those with the fewest"
        " first, then in the order of the condition; at most 20."
    )


def verdict_of(
    compiled: CompiledCriterion, verdict: Verdict, judged: Judged, context: Context
) -> CriterionVerdict:
    """Return the verdict of a criterion as clients read it."""
    facts, criterion, language = judged.catalogue.facts, compiled.criterion, context.language
    state = State(facts=judged.known, scores=judged.scores)
    unmet = compiled.remedies(state) if verdict is Verdict.UNMET else NOTHING_UNMET
    grounds: str | None
    missing: Sequence[Text] = ()
    if verdict is Verdict.UNKNOWN:
        asked = missing_among(compiled, judged.missing)
        grounds = say_unsettled(criterion, asked, facts, judged.known, language)
        unsaid = [slug for slug in asked if not is_said(judged.known.get(slug))]
        missing = [facts[slug].name for slug in unsaid if slug in facts]
    else:
        blamed = [clause.leaf for clause in unmet.clauses]
        grounds = say_grounds(criterion, facts, judged.known, language, blamed)
    return CriterionVerdict(
        criterion=criterion.slug,
        text=say_verdict(criterion, verdict, grounds, missing, language),
        verdict=verdict,
        hard=criterion.hard,
        actual=say_actual(criterion, facts, judged.known, language),
        unmet_because=[UnmetClause.of(clause, judged, context) for clause in unmet.clauses],
        decided_by=[clause.id for clause in unmet.deciding],
        turned_by=[[clause.id for clause in way] for way in unmet.ways[:MOST_TURNED_BY]],
    )


__all__ = ["CriterionVerdict", "Judged", "UnmetClause", "Verdict", "verdict_of"]
