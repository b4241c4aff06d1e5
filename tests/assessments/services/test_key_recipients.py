"""For whom a key may read: an advisor's own recipients, known, and still there."""

import pytest

from assessments.content.library import CompiledCatalogue
from assessments.services.api_key_errors import ApiKeyRejectedError
from assessments.services.api_key_recipients import MAX_RECIPIENTS, accepted_recipients
from assessments.services.api_key_terms import Manager, WantedKey
from assessments.services.principals import Advisor, Scope
from tests.fixtures.managers import ADMINISTRATOR, KARI

ENDED, NOW = "norwegian-smart-care-cluster", "norway-health-tech"
LIV = Advisor(subject="a", recipients=("eksfin", NOW, ENDED, "no-such-recipient"))
OF_RECIPIENTS = [s for s in Scope if s is not Scope.COMPANY]


def wanted(*recipients: str, scope: Scope = Scope.SHARED_ASSESSMENTS) -> WantedKey:
    return WantedKey(name="Klynge", scopes=[scope], recipients=recipients)


@pytest.mark.parametrize("scope", OF_RECIPIENTS)
def test_clusters_and_organisations_are_kept_as_given(
    catalogue: CompiledCatalogue, scope: Scope
) -> None:
    asked = wanted("eksfin", NOW, scope=scope)
    assert accepted_recipients(asked, LIV, catalogue) == ["eksfin", NOW]


@pytest.mark.parametrize("manager", [KARI, ADMINISTRATOR])
@pytest.mark.parametrize("scope", Scope)
def test_who_reads_for_nobody_names_nobody(
    catalogue: CompiledCatalogue, manager: Manager, scope: Scope
) -> None:
    assert accepted_recipients(wanted(scope=scope), manager, catalogue) == []
    with pytest.raises(ApiKeyRejectedError) as refused:
        accepted_recipients(wanted("eksfin", scope=scope), manager, catalogue)
    assert refused.value.path == "recipients"


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (wanted(), "recipients"),
        (wanted("eksfin", "eksfin"), "recipients"),
        (wanted(*(f"r{n}" for n in range(MAX_RECIPIENTS + 1))), "recipients"),
        (wanted("eksfin", "no-such-recipient"), "recipients.1"),
        (wanted(ENDED), "recipients.0"),
        (wanted(NOW, "eksfin", "oslo-cancer-cluster"), "recipients.2"),
        *((wanted(scope=scope), "recipients") for scope in OF_RECIPIENTS),
    ],
)
def test_what_is_not_accepted_is_named(
    catalogue: CompiledCatalogue, asked: WantedKey, path: str
) -> None:
    with pytest.raises(ApiKeyRejectedError) as refused:
        accepted_recipients(asked, LIV, catalogue)
    assert refused.value.path == path


def test_one_that_has_ended_is_refused_with_what_took_its_place(
    catalogue: CompiledCatalogue,
) -> None:
    with pytest.raises(ApiKeyRejectedError) as refused:
        accepted_recipients(wanted(ENDED), LIV, catalogue)
    assert f"`{NOW}`" in refused.value.message.nb
    assert f"`{NOW}`" in refused.value.message.en
