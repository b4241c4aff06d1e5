"""The questions about money, of which no summary that is shared hints at an answer."""

from collections.abc import Sequence
from typing import Final

from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.kinds import QuestionKind
from assessments.storage.database import Database

RUNWAY: Final = {"health-export/S04"}
"""Questions of other kinds that say how long the money lasts."""


async def test_no_summary_hints_at_what_is_answered_about_money(
    database: Database, questionnaire_definitions: Sequence[Questionnaire]
) -> None:
    asked = {
        f"{q.slug}/{slug}": one
        for q in questionnaire_definitions
        for slug, one in q.questions_by_slug.items()
    }
    money = {name for name, one in asked.items() if QuestionKind(one.kind) is QuestionKind.MONEY}
    row = await database.row("SELECT questions_about_money() AS names")
    assert row is not None
    assert set(row["names"]) == money | RUNWAY
    assert set(asked) >= RUNWAY
