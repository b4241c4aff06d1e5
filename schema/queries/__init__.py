"""Root query fields, one module per topic."""

import strawberry

from schema.queries.assessments import AssessmentQueries
from schema.queries.catalogue import CatalogueQueries
from schema.queries.matching import MatchingQueries
from schema.queries.nodes import NodeQueries
from schema.queries.questionnaires import QuestionnaireQueries


@strawberry.type(description="Everything that can be read.")
class Query(
    QuestionnaireQueries, AssessmentQueries, MatchingQueries, CatalogueQueries, NodeQueries
):
    """Read-only fields."""
