"""What a company may be told of others like it: the figures that advisors read, and no more."""

from assessments.assessment import StoredAssessment
from assessments.services.cohorts.checking import checked
from assessments.services.cohorts.readers import AskedCohort, CohortFigures, Reader
from assessments.services.cohorts.refusals import FilterRejectedError
from assessments.services.environment import Environment
from assessments.services.principals import Principal, organisations_of
from assessments.services.walls import seen_by
from assessments.storage.memberships import is_member
from assessments.texts import Text, both


def _another(questionnaire: str) -> Text:
    return both(
        f"Bruk spørreskjemaet som bedriften har besvart her: {questionnaire}.",
        f"Use the questionnaire that the company has answered here: {questionnaire}.",
    )


async def read_peers(
    environment: Environment,
    principal: Principal,
    stored: StoredAssessment,
    asked: AskedCohort | None,
) -> CohortFigures:
    """Return what is told of those that an assessment is compared with, the company itself in it.

    Of a cluster it is told where the company is on its list and `principal` is signed in for the
    company; otherwise it is as if the cluster were too small.

    Args:
        environment: What services need.
        principal: Who asks; it may read the assessment.
        stored: The assessment.
        asked: Whom to compare with; None is everybody who answered the questionnaire.

    Raises:
        FilterRejectedError: A value does not exist, there are no figures of such a period, or the
            questionnaire is another one.
    """
    slug = stored.questionnaire_slug
    peers = AskedCohort(questionnaire=slug) if asked is None else asked
    if peers.questionnaire != slug:
        raise FilterRejectedError({"questionnaire": _another(slug)})
    catalogue = environment.library.catalogue.definition
    peers = checked(catalogue, peers)
    clusters = await _clusters(environment, principal, stored, peers.cluster)
    reader = Reader(
        database=seen_by(principal, environment),
        catalogue=catalogue,
        clusters=clusters,
        numbers=environment.shelf.measures,
        minimum=environment.threshold.minimum,
    )
    whole = await reader.asked_in(peers)
    if whole.cluster is not None and whole.cluster not in clusters:
        return reader.figures((), {})
    keys = reader.keys(slug, whole)
    return reader.figures(keys, await reader.shown(keys))


async def _clusters(
    environment: Environment, principal: Principal, stored: StoredAssessment, cluster: str | None
) -> tuple[str, ...]:
    """Return the cluster where the company is on its list, and nothing otherwise."""
    number = stored.organisation_number
    if cluster is None or number is None or number not in organisations_of(principal):
        return ()
    listed = await is_member(seen_by(principal, environment), cluster, number)
    return (cluster,) if listed else ()
