"""The consents of assessments, for all that ask at once by one statement."""

from collections.abc import Callable, Sequence
from uuid import UUID

from strawberry.dataloader import DataLoader

from assessments.assessment import StoredConsent
from assessments.services.consenting import consents_of
from assessments.services.environment import Environment
from assessments.services.principals import Principal

ConsentsLoader = DataLoader[UUID, list[StoredConsent]]


def consents_loader(
    environment: Environment, principal_now: Callable[[], Principal]
) -> ConsentsLoader:
    """Return the loader of a request; who asks may become another while it runs.

    It keeps nothing, since a mutation that comes next may change what was read.
    """

    async def load(assessment_ids: Sequence[UUID]) -> list[list[StoredConsent]]:
        return await consents_of(environment, principal_now(), assessment_ids)

    return DataLoader(load_fn=load, cache=False)
