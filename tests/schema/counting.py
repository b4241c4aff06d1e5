"""Who is counted in figures about many, as it is said through GraphQL."""

from typing import Final

from assessments.services.principals import Administrator
from tests.fixtures.asker import Asker
from tests.fixtures.startup import Json

ADMINISTRATOR: Final = Administrator(subject="staff:ada", name="Ada")

JOIN: Final = """
mutation ($input: JoinFiguresInput!) {
  joinFigures(input: $input) {
    __typename
    ... on JoinFiguresSuccess { assessment { includedInAggregates } }
    ... on UserError { code message }
  }
}
"""
LEAVE: Final = """
mutation ($input: LeaveFiguresInput!) {
  leaveFigures(input: $input) {
    __typename
    ... on LeaveFiguresSuccess { results }
    ... on UserError { code message }
  }
}
"""
UPDATE: Final = """
mutation ($input: UpdateMembersInput!) {
  updateMembers(input: $input) {
    __typename
    ... on UpdateMembersSuccess { added removed members }
    ... on NumbersRejected { rejections { path place message } more }
    ... on UserError { code message }
  }
}
"""
MEMBERS: Final = """
query ($cluster: String!, $first: Int! = 200, $after: String) {
  members(cluster: $cluster, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    entries: edges { cursor node { organisationNumber confirmedAt } }
  }
}
"""
INVITED: Final = """
fragment Made on Invitation {
  id cluster code organisations note createdAt expiresAt revokedAt
}
"""
INVITATIONS: Final = f"""
query ($cluster: String!, $first: Int! = 200, $after: String) {{
  invitations(cluster: $cluster, first: $first, after: $after) {{
    organisationsInvited
    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
    entries: edges {{ cursor node {{ ...Made }} }}
  }}
}}
{INVITED}
"""
INVITE: Final = f"""
mutation ($input: CreateInvitationInput!) {{
  createInvitation(input: $input) {{
    __typename
    ... on CreateInvitationSuccess {{ invitation {{ ...Made }} }}
    ... on InvitationRejected {{ path }}
    ... on NumbersRejected {{ rejections {{ path place message }} more }}
    ... on TooManyInvitations {{ retryAt }}
    ... on UserError {{ code message }}
  }}
}}
{INVITED}
"""
REVOKE: Final = f"""
mutation ($input: RevokeInvitationInput!) {{
  revokeInvitation(input: $input) {{
    __typename
    ... on RevokeInvitationSuccess {{ invitation {{ ...Made }} }}
    ... on UserError {{ code message }}
  }}
}}
{INVITED}
"""
WHO_INVITES: Final = "query ($code: String!) { invitation(code: $code) { text } }"
VERIFY: Final = """
mutation ($input: VerifyGroupInput!) {
  verifyGroup(input: $input) {
    __typename
    ... on VerifyGroupSuccess { organisationNumbers }
    ... on NumbersRejected { rejections { path place message } more }
    ... on UserError { code message }
  }
}
"""
DISSOLVE: Final = """
mutation ($input: DissolveGroupInput!) {
  dissolveGroup(input: $input) {
    __typename
    ... on DissolveGroupSuccess { organisationNumbers }
    ... on UserError { code message }
  }
}
"""


async def said_to(asker: Asker, document: str, **given: object) -> Json:
    """Send a mutation with an input, and return what was said."""
    (said,) = (await asker.data(document, input=given)).values()
    answer: Json = said
    return answer


COHORT: Final = """
query ($cluster: String, $questionnaire: String = "health-export") {
  cohort(filter: { questionnaire: $questionnaire, cluster: $cluster }) { __typename suppressed }
}
"""
