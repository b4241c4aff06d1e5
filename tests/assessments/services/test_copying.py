"""Starting from an earlier assessment: what is copied, what is left, and who may."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest

from assessments.assessment import StoredAssessment
from assessments.content.library import build_library
from assessments.errors import AccessExpiredError, NotFoundError, UnknownQuestionnaireError
from assessments.questionnaire.encoding import Encoded
from assessments.questionnaire.given import Given
from assessments.services.access import revoke_access
from assessments.services.assessing import start_assessment
from assessments.services.copied_facts import given_again
from assessments.services.copying import MAX_ANCESTORS, copy_of
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous, Principal
from tests.assessments.services.caller import (
    DONT_KNOW,
    NEVER,
    NOT_APPLICABLE,
    Answers,
    Caller,
    boolean,
    day,
    number,
    option,
    options,
    text,
)
from tests.assessments.services.ready import (
    FACTS,
    FIRST_ANSWERS,
    begin,
    first_one,
    ready,
    ready_shelf,
)
from tests.assessments.services.small_content import SLUG as SMALL
from tests.fixtures.engine import DAY, content
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.ready_content import SLUG
from tests.fixtures.statements import NotedDatabase

__all__ = ["ready", "ready_shelf"]

THEN: Final = "2026-11-22T12:00:00.000Z"
A_YEAR: Final = timedelta(days=365)


async def _copy(
    environment: Environment, clock: Clock, answers: Answers, version: int | None = None
) -> tuple[Caller, StoredAssessment]:
    earlier = await begin(environment, 1)
    await earlier.state(FACTS)
    await earlier.save(answers)
    clock.forward(timedelta(days=1))
    later = await begin(environment, version, earlier)
    return later, await later.read()


async def test_answers_and_facts_are_copied_to_the_newest_version(
    ready: Environment, clock: Clock
) -> None:
    earlier = await first_one(ready)
    before = await earlier.rows()
    clock.forward(timedelta(days=30))
    later = await begin(ready, copied=earlier)
    copied = await later.read()
    assert (copied.questionnaire_version, copied.status, copied.revision) == (2, "draft", 2)
    assert copied.answers == {
        "A10": {"option": "begun", "at": THEN},
        "A2": {"number": 3, "at": THEN},
        "A31": {"boolean": True, "at": THEN},
        "A32": {"boolean": False, "at": THEN},
        "B1": {"option": "paying", "at": THEN},
        "B2": {"date": "2026-05-01", "at": THEN},
        "B3": {"option": "IIa", "at": THEN},
    }
    assert copied.facts == {"target_markets": {"options": ["US"]}, "uses_ai": {"boolean": False}}
    assert copied.copied_from == (earlier.id,)
    assert copied.started_at == clock()
    assert copied.result is None
    assert copied.carried_over == {
        "slug": SLUG,
        "version": 1,
        "answers": {
            "A10": ["A1", THEN, True],
            "A2": ["A2", THEN, False],
            "A31": ["A3", THEN, True],
            "A32": ["A3", THEN, True],
            "B1": ["B1", THEN, True],
            "B2": ["B2", THEN, False],
            "B3": ["B3", THEN, False],
        },
        "left": [
            [
                "A4",
                "DROPPED",
                {
                    "nb": "Vi spør ikke lenger om dette.",
                    "en": "We do not ask about this any more.",
                },
            ]
        ],
        "facts": [],
    }
    assert await earlier.rows() == before


async def test_what_was_copied_is_the_first_of_its_history(
    ready: Environment, clock: Clock
) -> None:
    later, copied = await _copy(ready, clock, FIRST_ANSWERS)
    rows = await later.rows()
    history = [
        (c["revision"], c["kind"], json.loads(c["changes"])) for c in rows["assessment_changes"]
    ]
    assert history == [(1, "profile", copied.facts), (2, "answers", copied.answers)]
    await later.save({"A5": option("2")}, key="k")
    await later.save({"A2": number(5)})
    repeated = await later.save({"A5": option("2")}, key="k")
    assert repeated.answers["A2"] == copied.answers["A2"]
    assert repeated.revision == 3


async def test_the_same_version_takes_everything(ready: Environment, clock: Clock) -> None:
    later, copied = await _copy(ready, clock, FIRST_ANSWERS, version=1)
    assert copied.carried_over is not None
    assert copied.carried_over["left"] == []
    assert not any(mapped for _, _, mapped in copied.carried_over["answers"].values())
    assert set(copied.answers) == set(FIRST_ANSWERS)
    assert copied.answers["A4"] == {"text": "Mer", "at": THEN}
    done = await later.submit()
    assert done.result is not None


async def test_an_answer_that_is_given_again_is_the_companys_own(
    ready: Environment, clock: Clock
) -> None:
    later, _ = await _copy(ready, clock, FIRST_ANSWERS)
    saved = await later.save({"A2": number(3)})
    assert saved.carried_over is not None
    assert saved.answers["A2"]["at"] == "2026-11-23T12:00:00.000Z"
    assert saved.carried_over["answers"]["A2"][1] == THEN


async def test_answers_that_are_hidden_are_copied_too(ready: Environment, clock: Clock) -> None:
    later, copied = await _copy(ready, clock, {"A1": option("some"), "A2": number(3)})
    hidden = await later.save({"A10": option("none")})
    assert hidden.answers["A2"] == copied.answers["A2"]
    again = await begin(ready, copied=later)
    assert (await again.read()).answers["A2"] == copied.answers["A2"]


@pytest.mark.parametrize(
    ("uses_ai", "answered"),
    [(boolean(value=False), {"notApplicable": True, "at": THEN}), (boolean(value=True), None)],
)
async def test_does_not_apply_is_copied_while_it_holds(
    ready: Environment, clock: Clock, uses_ai: Given, answered: object
) -> None:
    earlier = await begin(ready, 1)
    await earlier.state(FACTS)
    await earlier.save({"A1": option("some"), "A3": NOT_APPLICABLE})
    await earlier.state({"uses_ai": uses_ai})
    clock.forward(timedelta(days=1))
    copied = await (await begin(ready, copied=earlier)).read()
    assert copied.answers.get("A32") == answered
    assert copied.carried_over is not None
    # A31 applies to everybody
    ((question, reason, _),) = copied.carried_over["left"]
    assert (question, reason) == ("A3", "NOT_ACCEPTED")
    assert ("A32" in copied.carried_over["answers"]) is (answered is not None)


async def test_copies_of_copies_know_where_they_come_from(ready: Environment) -> None:
    callers = [await first_one(ready, submits=False)]
    for _ in range(3):
        callers.append(await begin(ready, copied=callers[-1]))
    assert (await callers[-1].read()).copied_from == tuple(c.id for c in callers[:-1])
    async with ready.database.writing() as connection:
        await connection.execute(
            "UPDATE assessments SET copied_from = array_fill($2::uuid, ARRAY[$3::int])"
            " WHERE id = $1",
            callers[-1].id,
            callers[0].id,
            MAX_ANCESTORS,
        )
    last = await (await begin(ready, copied=callers[-1])).read()
    assert len(last.copied_from) == MAX_ANCESTORS
    assert last.copied_from[-1] == callers[-1].id


async def test_an_older_version_takes_the_facts_alone(ready: Environment, clock: Clock) -> None:
    later, _ = await _copy(ready, clock, FIRST_ANSWERS)
    back = await (await begin(ready, 1, later)).read()
    assert (back.questionnaire_version, back.answers, back.revision) == (1, {}, 1)
    assert set(back.facts) == {"target_markets", "uses_ai"}
    assert back.carried_over is not None
    reasons = [(question, reason) for question, reason, _ in back.carried_over["left"]]
    assert reasons == [
        (slug, "OTHER_QUESTIONNAIRE") for slug in ("A10", "A2", "A31", "A32", "B1", "B2", "B3")
    ]


async def test_nothing_to_copy_leaves_no_history(ready: Environment) -> None:
    empty = await begin(ready, copied=await begin(ready))
    copied = await empty.read()
    assert (copied.revision, copied.answers, copied.facts) == (0, {}, {})
    assert (await empty.rows())["assessment_changes"] == []


async def test_facts_that_may_not_be_stated_any_more_are_left(ready: Environment) -> None:
    earlier = await first_one(ready, submits=False)
    async with ready.database.writing() as connection:
        await connection.execute(
            "UPDATE assessments SET facts = facts"
            ' || \'{"gone": {"boolean": true}, "device_class": {"option": "IX"},'
            ' "founded_on": {"date": "2020-01-01"}, "employees": {"number": 2.5}}\''
            " WHERE id = $1",
            earlier.id,
        )
    copied = await (await begin(ready, copied=earlier)).read()
    assert copied.facts["founded_on"] == {"date": "2020-01-01"}
    assert copied.facts["employees"] == {"number": 2.5}
    assert copied.carried_over is not None
    assert sorted(slug for slug, _ in copied.carried_over["facts"]) == ["device_class", "gone"]
    assert all(set(words) == {"nb", "en"} for _, words in copied.carried_over["facts"])


@dataclass(frozen=True)
class _Earlier:
    facts: Mapping[str, Encoded]
    answers: Mapping[str, Encoded] = field(default_factory=dict[str, Encoded])


def test_facts_that_are_left_say_why_and_lists_keep_what_is_still_there() -> None:
    real = content()
    questionnaire = real.questionnaire
    library = build_library(1, (1, real.catalogue.definition), [questionnaire.definition])
    facts: dict[str, Encoded] = {
        "gone": {"boolean": True},
        "is_sme": {"boolean": True},
        "device_class": {"option": "IX"},
        "product_kinds": {"options": ["zeppelin"]},
        "target_markets": {"options": ["SE", "SU"]},
        "employees": {"number": -1},
        "founded_on": {"date": "2020-01-01"},
    }
    copied = copy_of(library, _Earlier(facts), questionnaire, questionnaire, DAY)
    assert copied.facts == {
        "target_markets": {"options": ["SE"]},
        "founded_on": {"date": "2020-01-01"},
    }
    left = {slug: (words["nb"], words["en"]) for slug, words in copied.carried_over["facts"]}
    assert left.pop("employees")[1].startswith("The number must be")
    not_asked = ("Vi spør ikke lenger om dette.", "We no longer ask about this.")
    assert left == {
        "gone": not_asked,
        "is_sme": not_asked,
        "device_class": (
            "Står ikke lenger på listen: IX. Velg på nytt.",
            "No longer on the list: IX. Choose again.",
        ),
        "product_kinds": (
            "Står ikke lenger på listen: zeppelin. Velg på nytt.",
            "No longer on the list: zeppelin. Choose again.",
        ),
        "target_markets": (
            "Står ikke lenger på listen: SU. Resten er med.",
            "No longer on the list: SU. The rest is kept.",
        ),
    }


@pytest.mark.parametrize(
    "given",
    [
        option("a"),
        options("a", "b"),
        number("2.5"),
        boolean(False),
        text("a"),
        day("2026-01-01"),
        NEVER,
        DONT_KNOW,
        NOT_APPLICABLE,
    ],
)
def test_a_stored_value_is_given_as_it_was(given: Given) -> None:
    payload = given.payload
    stored: object = list(payload) if isinstance(payload, tuple) else payload
    if isinstance(payload, Decimal):
        stored = float(payload)
    elif isinstance(payload, date):
        stored = payload.isoformat()
    assert given_again({"at": THEN, given.shape.value: stored}) == given


async def test_copying_takes_two_statements(ready: Environment) -> None:
    earlier = await first_one(ready)
    noted = NotedDatabase(ready.database)
    await begin(replace(ready, database=noted), copied=earlier)
    assert len(noted.statements) == 2


async def _refused(
    environment: Environment,
    principal: Principal,
    earlier: Caller,
    error: type[Exception],
    *,
    questionnaire: str = SLUG,
    version: int | None = None,
) -> None:
    count = "SELECT count(*) AS n FROM assessments"
    before = await environment.database.row(count)
    with pytest.raises(error):
        await start_assessment(
            environment,
            questionnaire=questionnaire,
            version=version,
            principal=principal,
            copy_from=earlier.id,
        )
    assert await environment.database.row(count) == before


async def test_only_who_has_access_may_copy(ready: Environment, clock: Clock) -> None:
    earlier, other = await first_one(ready), await first_one(ready)
    await _refused(ready, Anonymous(), earlier, NotFoundError)
    await _refused(ready, other.principal, earlier, NotFoundError)
    gone = replace(earlier, id=ready.new_id())
    await _refused(ready, earlier.principal, gone, NotFoundError)
    await revoke_access(ready, other.id)
    await _refused(ready, other.principal, other, AccessExpiredError)
    clock.forward(A_YEAR)
    await _refused(ready, earlier.principal, earlier, AccessExpiredError)


async def test_what_is_not_published_cannot_be_started(ready: Environment) -> None:
    earlier = await first_one(ready)
    for slug, version in ((SMALL, None), (SLUG, 3), (SLUG, 0)):
        await _refused(
            ready,
            earlier.principal,
            earlier,
            UnknownQuestionnaireError,
            questionnaire=slug,
            version=version,
        )


async def test_a_named_version_is_started(ready: Environment) -> None:
    for version, expected in ((None, 2), (1, 1), (2, 2)):
        started = await (await begin(ready, version)).read()
        assert started.questionnaire_version == expected
        assert (started.copied_from, started.carried_over) == ((), None)
        assert started.started_at == NOON
