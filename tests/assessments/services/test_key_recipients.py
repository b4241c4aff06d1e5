"""For whom a key may read: named where the scope needs it, known, and still there."""

import pytest

from assessments.content.library import CompiledCatalogue
from assessments.services.api_key_errors import ApiKeyRejectedError
from assessments.services.api_key_terms import MAX_RECIPIENTS, WantedKey, accepted_recipients
from assessments.services.principals import Scope

ENDED, NOW = "norwegian-smart-care-cluster", "norway-health-tech"


def wanted(*recipients: str, scope: Scope = Scope.SHARED_ASSESSMENTS) -> WantedKey:
    return WantedKey(name="Klynge", scopes=[scope], recipients=recipients)


def test_clusters_and_organisations_are_kept_as_given(catalogue: CompiledCatalogue) -> None:
    assert accepted_recipients(wanted("eksfin", NOW), catalogue) == ["eksfin", NOW]
    assert accepted_recipients(wanted(scope=Scope.CATALOGUE), catalogue) == []


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (wanted(), "recipients"),
        (wanted("eksfin", "eksfin"), "recipients"),
        (wanted(*(f"r{n}" for n in range(MAX_RECIPIENTS + 1))), "recipients"),
        (wanted("eksfin", "no-such-recipient"), "recipients.1"),
        (wanted(ENDED), "recipients.0"),
        *(
            (wanted("eksfin", scope=s), "recipients")
            for s in Scope
            if s is not Scope.SHARED_ASSESSMENTS
        ),
    ],
)
def test_what_is_not_accepted_is_named(
    catalogue: CompiledCatalogue, asked: WantedKey, path: str
) -> None:
    with pytest.raises(ApiKeyRejectedError) as refused:
        accepted_recipients(asked, catalogue)
    assert refused.value.path == path


def test_one_that_has_ended_is_refused_with_what_took_its_place(
    catalogue: CompiledCatalogue,
) -> None:
    with pytest.raises(ApiKeyRejectedError) as refused:
        accepted_recipients(wanted(ENDED), catalogue)
    assert f"`{NOW}`" in refused.value.message.nb
    assert f"`{NOW}`" in refused.value.message.en
