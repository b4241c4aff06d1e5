"""Root query fields, one module per topic."""

import strawberry

from schema.queries.api_keys import ApiKeyQueries
from schema.queries.assessments import AssessmentQueries
from schema.queries.catalogue import CatalogueQueries
from schema.queries.cohorts import CohortQueries
from schema.queries.invitations import InvitationQueries
from schema.queries.matching import MatchingQueries
from schema.queries.members import MemberQueries
from schema.queries.nodes import NodeQueries
from schema.queries.privacy import PrivacyQueries
from schema.queries.questionnaires import QuestionnaireQueries
from schema.queries.sharing import SharingQueries
from schema.queries.simulating import SimulatingQueries


@strawberry.type(description="Everything that can be read.")
class Query(
    QuestionnaireQueries,
    AssessmentQueries,
    SimulatingQueries,
    MatchingQueries,
    CatalogueQueries,
    SharingQueries,
    NodeQueries,
    ApiKeyQueries,
    PrivacyQueries,
    MemberQueries,
    InvitationQueries,
    CohortQueries,
):
    """Read-only fields."""
