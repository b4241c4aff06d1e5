"""Invitations: made and revoked by advisors, followed by whoever has the link."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.invitations import MAX_MADE
from assessments.services.principals import Anonymous
from assessments.texts import Language
from schema.ids import global_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.asker import OTHER_CLUSTER, Asker, advisor_of
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.managers import AGENCY, ANOTHERS, CLUSTER, COMPANIES, KARI, LIV, MINE, MINE_TOO
from tests.fixtures.startup import Json
from tests.schema.counting import INVITATIONS, INVITE, REVOKE, WHO_INVITES, said_to
from tests.schema.matrix import MISSING
from tests.schema.refusals import says_what_to_do
from tests.schema.test_erasing import dump

DAY: Final = timedelta(days=1)
REMEMBERED: Final = "SELECT invitation_id FROM assessments WHERE invitation_id IS NOT NULL"


@pytest.fixture
def liv(office: Environment) -> Asker:
    return Asker(environment=office, principal=LIV)


@pytest.fixture
def anybody(office: Environment) -> Asker:
    return Asker(environment=office, principal=Anonymous())


async def invite(asker: Asker, **given: object) -> Json:
    said = await said_to(asker, INVITE, **{"cluster": CLUSTER, **given})
    assert said["__typename"] == "CreateInvitationSuccess", said
    made: Json = said["invitation"]
    return made


async def follow(asker: Asker, code: str) -> str | None:
    found = (await asker.data(WHO_INVITES, code=code))["invitation"]
    return None if found is None else found["text"]


async def begin(asker: Asker, **given: object) -> Json:
    return await said_to(
        asker, operation("StartAssessment"), **{"questionnaire": "health-export", **given}
    )


async def invited(asker: Asker) -> tuple[int, list[Json]]:
    found = (await asker.data(INVITATIONS, cluster=CLUSTER))["invitations"]
    return found["organisationsInvited"], [entry["node"] for entry in found["entries"]]


async def test_an_invitation_is_made_and_shown_again(liv: Asker, office: Environment) -> None:
    made = await invite(liv, organisationNumbers=[MINE, MINE], note=" Vår ")
    assert made == {
        "id": made["id"],
        "cluster": CLUSTER,
        "code": made["code"],
        "organisations": 1,
        "note": "Vår",
        "createdAt": "2026-11-22T12:00:00.000Z",
        "expiresAt": "2027-05-21T12:00:00.000Z",
        "revokedAt": None,
    }
    assert len(made["code"]) == 22
    assert await invited(liv) == (1, [made])
    (line,) = await office.database.rows(
        "SELECT actor_kind, actor, recipient, action, what FROM audit_log WHERE company_id IS NULL"
    )
    assert tuple(line.values()) == ("advisor", CLUSTER, CLUSTER, "invitation_created", made["id"])


async def test_whom_a_cluster_invites_counts_once_and_who_has_a_link_not_at_all(
    liv: Asker, anybody: Asker
) -> None:
    first = await invite(liv, organisationNumbers=[MINE, MINE_TOO])
    await invite(liv, organisationNumbers=[MINE, ANOTHERS])
    for_all = await invite(liv)
    assert for_all["organisations"] is None
    for code in (first["code"], for_all["code"]):
        assert (await begin(anybody, invitation=code))["__typename"] == "StartAssessmentSuccess"
    other = replace(liv, principal=advisor_of(OTHER_CLUSTER))
    await invite(other, cluster=OTHER_CLUSTER, organisationNumbers=[MINE])
    assert (await invited(liv))[0] == 3


async def test_whoever_has_the_code_learns_who_invites_in_words(
    liv: Asker, anybody: Asker, clock: Clock
) -> None:
    code = (await invite(liv, note="hemmelig", organisationNumbers=[MINE]))["code"]
    en, nb = [
        await follow(replace(anybody, language=one), code) for one in (Language.EN, Language.NB)
    ]
    assert en is not None
    assert nb is not None
    says_what_to_do(nb, en)
    assert "Norway Health Tech" in en
    assert "hemmelig" not in en + nb
    for wrong in ("", "x", code[:-1], f"{code}=", code.swapcase(), "æ" * 22, "\x00" * 22):
        assert await follow(anybody, wrong) is None
    clock.forward(timedelta(days=180))
    assert await follow(anybody, code) is None


async def test_an_assessment_remembers_by_which_invitation_it_was_begun(
    liv: Asker, anybody: Asker, office: Environment
) -> None:
    made = await invite(liv)
    invitation = parse_id_of("Invitation", made["id"])
    await begin(anybody)
    await begin(anybody, invitation=made["code"])
    kari = replace(anybody, principal=KARI)
    await begin(kari, companyId=global_id("Company", COMPANIES[MINE]), invitation=made["code"])
    rows = await office.database.rows(REMEMBERED)
    assert [row["invitation_id"] for row in rows] == [invitation] * 2
    await office.database.run("DELETE FROM invitations")
    assert await office.database.rows(REMEMBERED) == []
    assert len(await office.database.rows("SELECT FROM assessments")) == 3


async def test_what_is_revoked_ends_at_once_and_once_more_changes_nothing(
    liv: Asker, anybody: Asker, office: Environment
) -> None:
    made = await invite(liv)
    for _ in range(2):
        said = await said_to(liv, REVOKE, invitationId=made["id"])
        assert said["invitation"] == {**made, "revokedAt": "2026-11-22T12:00:00.000Z"}
    assert await follow(anybody, made["code"]) is None
    actions = await office.database.rows("SELECT action FROM audit_log ORDER BY action")
    assert [row["action"] for row in actions] == ["invitation_created", "invitation_revoked"]
    before = await dump(office.database)
    en = await begin(anybody, invitation=made["code"])
    nb = await begin(replace(anybody, language=Language.NB), invitation=made["code"])
    assert en["__typename"] == "UnknownInvitation"
    says_what_to_do(nb["message"], en["message"])
    assert en == await begin(anybody, invitation="x")
    assert await dump(office.database) == before


async def test_another_clusters_is_as_one_that_is_not_there(
    liv: Asker, office: Environment
) -> None:
    made = await invite(liv)
    other = replace(liv, principal=advisor_of(OTHER_CLUSTER))
    before = await dump(office.database)
    missing = global_id("Invitation", MISSING)
    refused = [await said_to(other, REVOKE, invitationId=one) for one in (made["id"], missing, "x")]
    assert refused == [refused[0]] * 3
    assert refused[0]["__typename"] == "NotFound"
    for cluster in (CLUSTER, AGENCY, "x"):
        said = await said_to(other, INVITE, cluster=cluster)
        assert said["__typename"] == "NotFound"
        assert (await other.refusal(INVITATIONS, cluster=cluster))[0] == "NOT_FOUND"
    assert await dump(office.database) == before


WRONG: Final[dict[str, tuple[str, Json]]] = {
    "a number": ("NumbersRejected", {"organisationNumbers": [MINE, "x"]}),
    "nobody": ("InvitationRejected", {"organisationNumbers": []}),
    "a blank note": ("InvitationRejected", {"note": " "}),
    "a long note": ("InvitationRejected", {"note": "x" * 201}),
    "over already": ("InvitationRejected", {"expiresAt": NOON.isoformat()}),
    "too long": ("InvitationRejected", {"expiresAt": "2027-11-24T12:00:00Z"}),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_is_wrong_is_said_in_both_languages_and_nothing_is_made(
    liv: Asker, office: Environment, wrong: str
) -> None:
    typename, given = WRONG[wrong]
    before = await dump(office.database)
    en = await said_to(liv, INVITE, cluster=CLUSTER, **given)
    nb = await said_to(replace(liv, language=Language.NB), INVITE, cluster=CLUSTER, **given)
    assert (en["__typename"], nb["__typename"]) == (typename, typename)
    says_what_to_do(nb["message"], en["message"])
    assert en.get("path") in {None, *given}
    assert await dump(office.database) == before


async def test_as_many_as_may_be_are_made_in_a_day(
    liv: Asker, office: Environment, clock: Clock
) -> None:
    longest = "2027-11-23T12:00:00Z"
    await invite(liv, expiresAt=longest)
    clock.forward(timedelta(hours=1))
    for _ in range(MAX_MADE - 1):
        await invite(liv)
    before = await dump(office.database)
    en = await said_to(liv, INVITE, cluster=CLUSTER)
    nb = await said_to(replace(liv, language=Language.NB), INVITE, cluster=CLUSTER)
    assert (en["__typename"], en["retryAt"]) == ("TooManyInvitations", "2026-11-23T12:00:00.000Z")
    says_what_to_do(nb["message"], en["message"])
    assert await dump(office.database) == before
    other = replace(liv, principal=advisor_of(OTHER_CLUSTER))
    await invite(other, cluster=OTHER_CLUSTER)
    clock.forward(timedelta(hours=23))
    await invite(liv)
    assert (await said_to(liv, INVITE, cluster=CLUSTER))["__typename"] == "TooManyInvitations"


async def test_pages_show_the_last_made_first(liv: Asker, clock: Clock) -> None:
    made: list[Json] = []
    for note in ("a", "b", "c"):
        made.append(await invite(liv, note=note))
        clock.forward(DAY)
    first = (await liv.data(INVITATIONS, cluster=CLUSTER, first=2))["invitations"]
    assert [entry["node"]["note"] for entry in first["entries"]] == ["c", "b"]
    cursor = first["pageInfo"]["endCursor"]
    rest = (await liv.data(INVITATIONS, cluster=CLUSTER, after=cursor))["invitations"]
    assert [entry["node"] for entry in rest["entries"]] == made[:1]
    both = replace(liv, principal=advisor_of(CLUSTER, OTHER_CLUSTER))
    code, _ = await both.refusal(INVITATIONS, cluster=OTHER_CLUSTER, after=cursor)
    assert code == "BAD_USER_INPUT"
