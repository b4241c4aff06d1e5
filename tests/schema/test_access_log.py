"""The access log of a company: what it reads of who did what, page by page."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

import pytest
from graphql import GraphQLError

from assessments.services.access_log import ACTIONS, SOMEBODY, SOMETHING
from assessments.services.auditing import Action, Done, note, note_each
from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Anonymous,
    CompanyUser,
    Integration,
    Principal,
    Respondent,
)
from assessments.storage.database import Database
from assessments.texts import Language
from schema.context import Context
from schema.ids import global_id
from schema.keyset import cursor_at
from schema.types.access_log import AccessLogConnection, access_log_of
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, advisor_of

COMPANY, OTHER = UUID(int=41), UUID(int=42)
NUMBER, OTHER_NUMBER = "980000011", "980000022"
WHAT: Final = global_id("Assessment", UUID(int=1))
OWNER: Final = CompanyUser(subject="s", organisations=(NUMBER,))

ACTORS: Final[Mapping[str, tuple[Principal, str, str]]] = {
    "advisor": (
        advisor_of(OTHER_CLUSTER, CLUSTER),
        "Rådgiver i Norway Health Tech",
        "Advisor of Norway Health Tech",
    ),
    "company user": (OWNER, "Innlogget for bedriften", "Signed in for the company"),
    "integration": (
        Integration(subject="k", name="Arkiv", scopes=frozenset(), delegate=OTHER_NUMBER),
        "Programmet «Arkiv», for Norway Health Tech",
        "The program “Arkiv”, for Norway Health Tech",
    ),
    "administrator": (
        Administrator(subject="a", name="Drift"),
        "En administrator",
        "An administrator",
    ),
    "respondent": (
        Respondent(UUID(int=1), b"x"),
        "Den som har lenken til egenvurderingen",
        "Whoever holds the link to the assessment",
    ),
    "anonymous": (Anonymous(), "Noen som ikke er innlogget", "Somebody who is not signed in"),
}


@pytest.fixture(autouse=True)
async def companies(database: Database) -> AsyncIterator[None]:
    """Two companies, about which nothing is noted."""
    await database.run("DELETE FROM audit_log")
    await database.run(
        """
        INSERT INTO companies (id, organisation_number, facts, revision, created_at, updated_at)
        SELECT c.id, c.number, '{}', 0, now(), now()
        FROM unnest($1::uuid[], $2::text[]) AS c (id, number)
        """,
        [COMPANY, OTHER],
        [NUMBER, OTHER_NUMBER],
    )
    yield
    await database.run("DELETE FROM companies WHERE id = ANY ($1)", [COMPANY, OTHER])


def context_of(
    environment: Environment, principal: Principal = OWNER, language: Language = Language.EN
) -> Context:
    return Context(
        environment=environment,
        library=environment.library,
        principal=principal,
        language=language,
    )


async def read(context: Context, first: int = 200, after: str | None = None) -> AccessLogConnection:
    return await access_log_of(COMPANY, context, first, after)


async def note_as(
    environment: Environment, principal: Principal, action: Action, company: UUID | None
) -> None:
    await note(environment, principal, action, (company, WHAT), environment.database)


async def note_of(
    environment: Environment, principal: Principal, action: Action, recipient: str
) -> None:
    done = Done(action=action, about=[(COMPANY, WHAT)], recipient=recipient)
    async with environment.database.writing() as connection:
        await note_each(environment, principal, done, connection)


@pytest.mark.parametrize(("principal", "nb", "en"), ACTORS.values(), ids=ACTORS)
async def test_an_entry_says_who_did_what(
    environment: Environment, principal: Principal, nb: str, en: str
) -> None:
    await note_of(environment, principal, Action.ASSESSMENT_READ, CLUSTER)
    for language, who, done in (
        (Language.NB, nb, "Leste en egenvurdering som er delt"),
        (Language.EN, en, "Read an assessment that is shared"),
    ):
        (edge,) = (await read(context_of(environment, language=language))).edges
        assert (edge.node.actor, edge.node.action, edge.node.what) == (who, done, WHAT)
        assert edge.node.at == environment.now()
        assert edge.node.delegate == getattr(principal, "delegate", None)


UNKNOWN: Final = """
    INSERT INTO audit_log (id, company_id, at, actor_kind, actor, action, what, recipient)
    VALUES (gen_random_uuid(), $1, now(), $2, 'x', $3, 'x', $4)
"""


@pytest.mark.parametrize("recipient", [None, CLUSTER])
async def test_what_a_newer_version_noted_is_read_without_its_words(
    environment: Environment, recipient: str | None
) -> None:
    line = (COMPANY, "robot", "tea_made", recipient)
    await environment.database.run(UNKNOWN, *line)
    for language, who, done in (
        (Language.NB, SOMEBODY.nb, SOMETHING.nb),
        (Language.EN, SOMEBODY.en, SOMETHING.en),
    ):
        (edge,) = (await read(context_of(environment, language=language))).edges
        assert (edge.node.actor, edge.node.action, edge.node.what) == (who, done, "x")


PROGRAM: Final = Integration(subject="k", name="Arkiv", scopes=frozenset())


@pytest.mark.parametrize(
    ("action", "nb", "en"),
    [
        (
            Action.CONSENT_GIVEN,
            "Delte en egenvurdering med Norway Health Tech",
            "Shared an assessment with Norway Health Tech",
        ),
        (
            Action.CONSENT_WITHDRAWN,
            "Sluttet å dele en egenvurdering med Norway Health Tech",
            "Stopped sharing an assessment with Norway Health Tech",
        ),
    ],
)
async def test_an_entry_says_with_whom_it_was_shared(
    environment: Environment, action: Action, nb: str, en: str
) -> None:
    await note_of(environment, PROGRAM, action, CLUSTER)
    for language, done in ((Language.NB, nb), (Language.EN, en)):
        (edge,) = (await read(context_of(environment, language=language))).edges
        assert edge.node.action == done
        assert edge.node.actor in {"Programmet «Arkiv»", "The program “Arkiv”"}


@pytest.mark.parametrize(
    ("name", "nb", "en"),
    [
        (
            "Arkiv, via en annen virksomhet (nummeret er slettet)",
            "Programmet «Arkiv, via en annen virksomhet (nummeret er slettet)»",
            "The program “Arkiv, via en annen virksomhet (nummeret er slettet)”",
        ),
        (
            "Arkiv», for Eksfin",
            "Programmet «Arkiv', for Eksfin»",
            "The program “Arkiv', for Eksfin”",
        ),
        (
            "Arkiv”, for Eksfin",
            "Programmet «Arkiv', for Eksfin»",
            "The program “Arkiv', for Eksfin”",
        ),
    ],
)
async def test_the_name_of_a_program_is_not_taken_for_words_of_the_log(
    environment: Environment, name: str, nb: str, en: str
) -> None:
    await note_of(environment, replace(PROGRAM, name=name), Action.CONSENT_WITHDRAWN, CLUSTER)
    for language, said in ((Language.NB, nb), (Language.EN, en)):
        (edge,) = (await read(context_of(environment, language=language))).edges
        assert edge.node.actor == said


async def test_a_recipient_that_is_no_more_is_named_as_it_was(environment: Environment) -> None:
    for principal in (advisor_of("gone"), PROGRAM):
        await note_of(environment, principal, Action.ASSESSMENT_READ, "gone")
    edges = (await read(context_of(environment))).edges
    assert {edge.node.actor for edge in edges} == {
        "Advisor of gone",
        "The program “Arkiv”, for gone",
    }


async def test_a_program_without_a_name_any_more(
    environment: Environment, database: Database
) -> None:
    await note_of(environment, PROGRAM, Action.ASSESSMENT_READ, CLUSTER)
    await database.run("UPDATE audit_log SET actor = ''")
    (edge,) = (await read(context_of(environment))).edges
    assert edge.node.actor == "A program, for Norway Health Tech"


def test_every_action_has_words() -> None:
    assert set(ACTIONS) == set(Action)
    assert len({text.nb for text in ACTIONS.values()}) == len(ACTIONS)
    assert len({text.en for text in ACTIONS.values()}) == len(ACTIONS)


async def test_pages_meet_and_others_are_not_in_them(environment: Environment) -> None:
    for company in (COMPANY, OTHER, None):
        for action in (Action.COMPANY_UPDATED, Action.CONSENT_GIVEN, Action.KEY_CREATED):
            await note_as(environment, OWNER, action, company)
    context = context_of(environment)
    whole = await read(context)
    assert len(whole.edges) == 3
    assert (whole.page_info.has_next_page, whole.page_info.has_previous_page) == (False, False)
    first = await read(context, 2)
    assert first.edges == whole.edges[:2]
    assert first.page_info.has_next_page
    rest = await read(context, 2, first.page_info.end_cursor)
    assert rest.edges == whole.edges[2:]
    assert (rest.page_info.has_next_page, rest.page_info.has_previous_page) == (False, True)


STRANGERS: Final = (Anonymous(), replace(OWNER, organisations=(OTHER_NUMBER,)), advisor_of(CLUSTER))


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda p: type(p).__name__)
async def test_others_read_nothing(environment: Environment, stranger: Principal) -> None:
    await note_as(environment, OWNER, Action.COMPANY_UPDATED, COMPANY)
    cursor = (await read(context_of(environment))).page_info.end_cursor
    other = context_of(environment, stranger)
    assert (await read(other)).edges == []
    with pytest.raises(GraphQLError):
        await read(other, after=cursor)


async def test_cursors_of_others_are_refused(environment: Environment) -> None:
    await note_as(environment, OWNER, Action.COMPANY_UPDATED, COMPANY)
    context = context_of(environment, replace(OWNER, organisations=(NUMBER, OTHER_NUMBER)))
    cursor = (await read(context)).page_info.end_cursor
    with pytest.raises(GraphQLError):
        await access_log_of(OTHER, context, 1, cursor)
    for wrong in (cursor_at(f"accessLog:{COMPANY.hex}", UUID(int=7)), "x", ""):
        with pytest.raises(GraphQLError):
            await read(context, after=wrong)


@pytest.mark.parametrize("first", [0, 201])
async def test_a_page_has_a_limit(environment: Environment, first: int) -> None:
    with pytest.raises(GraphQLError):
        await read(context_of(environment), first)
