"""What a questionnaire tells about itself."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from assessments.questionnaire.compiled import dont_know_options
from assessments.questionnaire.definition import Questionnaire, rules_of
from tests.fixtures.engine import (
    CONDITION,
    EXEMPT,
    MINIMUMS,
    cap,
    compiled,
    fact,
    from_data,
    options,
    question,
    questionnaire_data,
    theme,
    words,
)


def _flag(slug: str) -> dict[str, object]:
    return {"fact": slug, "op": "eq", "value": True}


RULED = question(
    "one",
    visible_when=_flag("shows"),
    not_applicable=EXEMPT | {"allowed_when": _flag("allows")},
    caps=[cap("t", 1, _flag("caps")), cap("t", 2, _flag("derived"))],
)
FACTS = [
    fact("base"),
    fact("derived", asked=False, derived_from=["between", "base", "gone"]),
    fact("caps"),
    fact("between", asked=False, derived_from=["deep"]),
    fact("deep"),
    fact("unread"),
    fact("allows"),
    fact("shows"),
]


def test_facts_that_rules_read_or_derive_from_are_asked_in_the_catalogues_order() -> None:
    definition = compiled(theme("t", RULED), facts=FACTS).definition
    asked = [f.slug for f in definition.asked_facts]
    assert asked == ["base", "caps", "deep", "allows", "shows"]
    assert list(definition.stated_behind("derived")) == ["deep", "base"]
    assert list(definition.stated_behind("base")) == ["base"]
    assert list(definition.stated_behind("gone")) == []


def test_a_fact_that_an_answer_gives_is_not_asked() -> None:
    gives = question("two", "boolean", writes_fact={"fact": "caps"})
    definition = compiled(theme("t", RULED, gives), facts=FACTS).definition
    assert [f.slug for f in definition.asked_facts] == ["base", "deep", "allows", "shows"]


def test_rules_are_every_condition_in_order() -> None:
    definition = compiled(theme("t", question("plain", not_applicable=EXEMPT), RULED)).definition
    slugs = ("shows", "allows", "caps", "derived")
    assert list(rules_of(definition)) == [CONDITION.validate_python(_flag(s)) for s in slugs]


def test_things_are_found_by_slug() -> None:
    barrier = {"slug": "b", "name": words("b"), "theme": "t"}
    themes = [theme("t", question("one")), theme("u", question("two"), question("three"))]
    definition = from_data(
        questionnaire_data(*themes, facts=[fact("f")], barriers=[barrier])
    ).definition
    assert list(definition.questions_by_slug) == ["one", "two", "three"]
    assert {slug: found.slug for slug, found in definition.theme_of.items()} == {
        "one": "t",
        "two": "u",
        "three": "u",
    }
    assert {slug: found.slug for slug, found in definition.facts_by_slug.items()} == {"f": "f"}
    assert {slug: found.theme for slug, found in definition.barriers_by_slug.items()} == {"b": "t"}


def test_a_compiled_questionnaire_has_its_key_and_whole_weights_in_a_common_unit() -> None:
    found = compiled(
        theme(
            "t",
            question("one", weight="1.5"),
            question("two", weight="0.3333"),
            question("three", weight=0),
            weight="2.5",
        ),
        theme("u", question("four"), question("five", scored=False)),
    )
    assert found.key == ("q", 1)
    assert [q.weight for q in found.questions] == [15000, 3333, 0, 1, 1]
    assert [t.weight for t in found.themes] == [Fraction(5, 2), 1]
    assert [(q.theme, q.levelling is None) for q in found.questions] == [
        ("t", False),
        ("t", False),
        ("t", False),
        ("u", False),
        ("u", True),
    ]
    assert found.level_minimums == tuple(map(Fraction, MINIMUMS))


def test_options_that_say_dont_know_are_found_by_slug() -> None:
    marked = options({"a": 1, "u": 0}, u={"dont_know": True})
    definition = compiled(
        theme("t", question("one", options=marked), question("two"), question("three", "text"))
    ).definition
    found = dont_know_options(definition.questions_by_slug.values())
    assert found == {"one": frozenset({"u"}), "two": frozenset()}


def test_an_unknown_key_is_refused() -> None:
    data = questionnaire_data(theme("t", question("one", wieght=1)))
    with pytest.raises(ValidationError) as refused:
        Questionnaire.model_validate(data)
    assert refused.value.errors()[0]["type"] == "extra_forbidden"
