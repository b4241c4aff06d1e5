"""Order: conditions read only what comes before and will be known."""

from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    Breach,
    CopiedFolder,
    each,
)

VISIBLE = "visible_when: {answer: A1, op: ne, value: none}"

BREACHES = [
    Breach(
        name="visibility reads a later question",
        path=GROWTH,
        old=VISIBLE,
        new="visible_when: {answer: B1, op: eq, value: true}",
        rule="order",
        at="visible_when:",
    ),
    Breach(
        name="visibility reads itself",
        path=GROWTH,
        old=VISIBLE,
        new="visible_when: {answer: A2, op: gt, value: 0}",
        rule="order",
        at="visible_when:",
    ),
    Breach(
        name="visibility reads a fact that a later question gives",
        path=GROWTH,
        old=VISIBLE,
        new="visible_when: {fact: device_class, op: eq, value: I}",
        rule="order",
        at="visible_when:",
    ),
    Breach(
        name="a cap reads a later question",
        path=GROWTH,
        old="        when: {answer: A1, op: eq, value: none}",
        new="        when: {answer: B1, op: eq, value: false}",
        rule="order",
        at="when: {answer: B1",
    ),
    Breach(
        name="not applicable reads itself",
        path=GROWTH,
        old="allowed_when: {fact: uses_ai, op: eq, value: false}",
        new="allowed_when: {answer: A3, op: contains_any, value: [sales]}",
        rule="order",
        at="allowed_when",
    ),
    Breach(
        name="a fact is asked for by a question that may be hidden",
        path=MARKET,
        old="    writes_fact:\n      fact: device_class\n",
        new=(
            "    visible_when: {fact: uses_ai, op: eq, value: true}\n"
            "    writes_fact:\n      fact: device_class\n"
            "  - slug: B4\n    kind: text\n    text: {nb: Noe?, en: Anything?}\n"
            "    scored: false\n    visible_when: {fact: device_class, op: eq, value: I} # broken\n"
        ),
        rule="order",
        at="broken",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_what_is_read_must_be_answered(folder: CopiedFolder) -> None:
    folder.edit(GROWTH, "    weight: 1.5\n", "    scored: false\n    required: false # broken\n")
    assert folder.errors() == [("required", GROWTH, folder.line(GROWTH, "broken"))]


def test_what_gives_a_fact_that_is_read_must_be_answered(folder: CopiedFolder) -> None:
    folder.edit(
        MARKET,
        "    scored: false\n    weight: 0\n",
        "    required: false # broken\n    scored: false\n    weight: 0\n",
    )
    folder.edit(MARKET, "            - {answer: B3, op: eq, value: unknown}\n", "")
    folder.edit(
        MARKET, "{fact: uses_ai, op: eq, value: true}", "{fact: device_class, op: eq, value: I}"
    )
    assert folder.errors() == [("required", MARKET, folder.line(MARKET, "broken"))]


def test_visibility_must_not_read_what_follows_from_its_own_answer(folder: CopiedFolder) -> None:
    folder.edit(
        GROWTH,
        "    writes_fact:\n",
        "    visible_when: {fact: commercialised_products, op: eq, value: true}\n"
        "    writes_fact:\n",
    )
    line = folder.line(GROWTH, "commercialised_products")
    asked = "the fact `stage` is asked for by `A1` alone, not always shown"
    own = "whether the question is shown hangs on its own answer through the fact `stage`"
    report = folder.check()
    assert [(p.rule, p.line, p.message) for p in report.errors] == [
        ("order", line, f"{asked}; compare the answer instead of the fact"),
        ("order", line, f"{own}, which it gives; compare an earlier one"),
    ]


def test_two_questions_that_hang_on_each_other_are_a_cycle(folder: CopiedFolder) -> None:
    folder.edit(
        GROWTH,
        "    not_applicable:\n",
        "    visible_when: {answer: A2, op: gt, value: 0}\n    not_applicable:\n",
    )
    folder.edit(GROWTH, VISIBLE, "visible_when: {answer: A3, op: contains_any, value: [sales]}")
    line = folder.line(GROWTH, "visible_when: {answer: A3")
    assert folder.errors() == [("cycle", GROWTH, line)]


def test_a_fact_that_some_answers_give_decides_nothing_in_the_questionnaire(
    folder: CopiedFolder,
) -> None:
    folder.edit(
        GROWTH,
        "map: {none: idea, some: first_sales, much: scale}",
        "map: {some: first_sales, much: scale}\n      silent: [none]",
    )
    assert folder.errors() == []
    folder.edit(
        GROWTH, VISIBLE, "visible_when: {fact: commercialised_products, op: eq, value: true}"
    )
    line = folder.line(GROWTH, "visible_when: {fact: comm")
    assert folder.errors() == [("order", GROWTH, line)]


def test_a_cap_may_read_its_own_question(folder: CopiedFolder) -> None:
    folder.edit(GROWTH, "when: {answer: A1, op: eq", "when: {fact: stage, op: eq")
    folder.edit(GROWTH, "{fact: stage, op: eq, value: none}", "{fact: stage, op: eq, value: idea}")
    assert folder.errors() == []


def test_not_knowing_must_not_show_a_question(folder: CopiedFolder) -> None:
    folder.edit(GROWTH, VISIBLE, "visible_when: {fact: sme_size, op: in, value: [unknown]}")
    errors = [found for found in folder.errors() if found[0] == "knowing"]
    assert errors == [("knowing", GROWTH, folder.line(GROWTH, "[unknown]"))]
