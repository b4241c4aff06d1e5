"""A company with an idea: the fewest questions of the delivered questionnaire, all answered.

`FACTS` are the facts that decide what is shown. `ANSWERS` answers the 28 questions that are then.
"""

from typing import Final

from tests.assessments.services.caller import (
    NOT_APPLICABLE,
    Answers,
    Caller,
    boolean,
    number,
    option,
    options,
)

FACTS: Final[Answers] = {
    "revenue_nok": number(0),
    "regulatory_status": option("not_regulated"),
    "target_markets": options("SE"),
    "uses_ai": boolean(False),
    "processes_health_data": boolean(False),
    "needs_registry_data": boolean(False),
}
ANSWERS: Final[Answers] = {
    "S01": option("concept"),
    "S04": option("6to12"),
    "S05": option("rough"),
    "S06": number(500_000),
    "S07": options("commercial", "technology", "finance"),
    "S09": option("aware"),
    "S10": option("contact"),
    "S11": options("none"),
    "I01": option("none"),
    "I02": NOT_APPLICABLE,
    "I03": option("2"),
    "I04": option("desk"),
    "I08": number(0),
    "R01": option("opinion"),
    "R05": NOT_APPLICABLE,
    "R06": option("literature"),
    "R07": option("known"),
    "R08": number("12.5"),
    "P01": option("none"),
    "P02": number(0),
    "P03": NOT_APPLICABLE,
    "P04": option("none"),
    "P05": options("tax"),
    "P06": option("none"),
    "P07": option("claim"),
    "P08": option("3"),
    "P09": boolean(False),
    "P10": option("none"),
}


async def fill_in(caller: Caller) -> None:
    """State and answer everything, in two changes."""
    await caller.state(FACTS)
    await caller.save(ANSWERS)
