"""Reviewing through GraphQL, as an advisor sends it and as whoever owns the result reads it."""

from typing import Final

from schema.ids import global_id, parse_id_of
from tests.fixtures.asker import Asker
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

SAID: Final = """
fragment Said on ResultReview {
  reviewer { slug name } reviewedAt score level { number }
  themes { theme { slug } score level { number } }
  reviews { question { slug } statedLevel level evidence comment reviewedAt }
  differences { question { slug } statedLevel level }
}
"""
REVIEW: Final = f"""
mutation ($input: ReviewAnswersInput!) {{
  reviewAnswers(input: $input) {{
    __typename
    ... on ReviewAnswersSuccess {{ sharedAssessment {{ id review {{ ...Said }} }} }}
    ... on UserError {{ code message }}
    ... on ReviewsRejected {{ rejections {{ question code message }} }}
  }}
}}
{SAID}
"""
SEEN: Final = f"""
query ($id: ID!) {{
  node(id: $id) {{
    ... on SharedAssessment {{
      result {{ score level {{ number }} }}
      answers {{ question {{ slug }} value {{ __typename }} }}
      review {{ ...Said }}
    }}
  }}
}}
{SAID}
"""
OWN: Final = f"""
query ($id: ID!) {{
  assessment(id: $id) {{
    result {{ score level {{ number }} answersHash reviews {{ ...Said }} }}
  }}
}}
{SAID}
"""


def shared_id(consent_id: str) -> str:
    """Return the id of what a consent shares."""
    uuid = parse_id_of("Consent", consent_id)
    assert uuid is not None
    return global_id("SharedAssessment", uuid)


async def review(advisor: Asker, shared_id: str, *reviews: Json) -> Json:
    """Send reviews, and return what ``reviewAnswers`` says."""
    given = {"sharedAssessmentId": shared_id, "reviews": list(reviews)}
    said: Json = (await advisor.data(REVIEW, input=given))["reviewAnswers"]
    return said


async def reviewed(advisor: Asker, shared_id: str, *reviews: Json) -> Json | None:
    """Send reviews that must be accepted, and return what the cluster says then."""
    said = await review(advisor, shared_id, *reviews)
    assert said["__typename"] == "ReviewAnswersSuccess", said
    assert said["sharedAssessment"]["id"] == shared_id
    found: Json | None = said["sharedAssessment"]["review"]
    return found


async def own_result(owner: Asker, of: Respondent) -> Json:
    """Return the result with its reviews, as whoever owns it reads it."""
    found: Json = (await owner.data(OWN, id=of.id))["assessment"]["result"]
    return found
