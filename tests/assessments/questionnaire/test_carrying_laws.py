"""Whatever a version declares: every answer is carried, or listed with the reason."""

from collections import Counter
from typing import Final

import pytest
from hypothesis import given

from assessments.questionnaire.carried_values import LeftReason
from assessments.questionnaire.carrying import carry
from assessments.questionnaire.values import Value
from tests.assessments.questionnaire.random_versions import Moved, Next, moved
from tests.fixtures.engine import DAY
from tests.fixtures.laws import at_least, examples

EXAMPLES: Final = 800
SEEN_AT_LEAST: Final = at_least(2)
"""How often of all examples each thing that may happen must have happened."""

Arrived = dict[str, tuple[Value, str, bool]]
"""By new question: the value, the question that was answered, whether it was put otherwise."""


def _arriving(
    one: Next, answers: Arrived, left: dict[str, LeftReason], why: dict[str, str | None]
) -> Arrived:
    """Return what arrives in a version; note in `left` what was lost first, and in `why`."""
    arrived: Arrived = {}
    for slug, (value, source, mapped) in answers.items():
        ways = one.become(slug, value)
        if not ways and source not in left:
            left[source] = LeftReason.DROPPED
            why[source] = one.why_dropped(slug)
        for to, became in ways:
            if isinstance(became, LeftReason):
                left.setdefault(source, became)
            else:
                arrived[to] = (became, source, mapped or became != value)
    return arrived


@pytest.mark.law
def test_every_answer_is_carried_as_declared_or_listed_with_the_reason() -> None:
    seen: Counter[object] = Counter()

    @examples(EXAMPLES)
    @given(moved())
    def law(company: Moved) -> None:
        arrived: Arrived = {
            slug: (value, slug, False) for slug, value in company.case.answers.items()
        }
        left: dict[str, LeftReason] = {}
        why: dict[str, str | None] = {}
        for one in company.later:
            arrived = _arriving(one, arrived, left, why)
        versions = [v.definition for v in company.versions]
        carrying = carry(versions, company.case.answers, DAY)
        found = {s: (a.value, a.source, a.mapped) for s, a in carrying.answers.items()}
        assert found == arrived
        asked = versions[-1].questions_by_slug
        assert list(carrying.answers) == [slug for slug in asked if slug in arrived]
        assert [(one.question, one.reason) for one in carrying.left] == [
            (slug, left[slug]) for slug in versions[0].questions_by_slug if slug in left
        ]
        for lost in carrying.left:
            assert lost.message.nb
            assert lost.message.en == (why.get(lost.question) or lost.message.en)
        sources = {answer.source for answer in carrying.answers.values()}
        assert company.case.answers.keys() == sources | left.keys()
        seen.update(left.values())
        seen.update({"mapped": any(mapped for _, _, mapped in arrived.values())})
        seen.update({"both": bool(sources & left.keys())})

    law()
    wanted = (LeftReason.DROPPED, LeftReason.OPTION_CHANGED, LeftReason.NOT_ACCEPTED)
    assert all(seen[thing] >= SEEN_AT_LEAST for thing in (*wanted, "mapped", "both")), seen
