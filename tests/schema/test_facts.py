"""What a client needs to ask for a fact: as much as for a question."""

import json
from typing import Any

from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.kinds.choice import WithOptions
from assessments.questionnaire.kinds.number import LARGEST
from tests.fixtures.endpoint import served_schema
from tests.fixtures.http import GraphQLClient
from tests.frozen.every_field import selection

OPTIONS = "options { slug exclusive dontKnow notApplicable }"
FACTS = f"{{ facts {{ slug kind allowsNotApplicable unit minimum maximum {OPTIONS} }} }}"
QUESTIONS = f"""
{{ questionnaire(slug: "health-export") {{ themes {{ questions {{ slug {OPTIONS} }} }} }} }}
"""
STATED = """
query($facts: [FactInput!]!) {
  matchProfile(profile: {facts: $facts}) { matches(first: 1) { totalCount } }
}
"""

Json = dict[str, Any]


async def facts(api: GraphQLClient) -> dict[str, Json]:
    return {fact["slug"]: fact for fact in (await api.data(FACTS))["facts"]}


def markers(options: list[Json]) -> dict[str, tuple[bool, bool, bool]]:
    return {o["slug"]: (o["exclusive"], o["dontKnow"], o["notApplicable"]) for o in options}


def authored(item: object) -> dict[str, tuple[bool, bool, bool]]:
    options = item.options if isinstance(item, WithOptions) else ()
    return {o.slug: (o.exclusive, o.dont_know, o.not_applicable) for o in options}


async def test_a_fact_says_whether_it_may_not_apply_and_is_held_to_it(api: GraphQLClient) -> None:
    found = {slug: fact["allowsNotApplicable"] for slug, fact in (await facts(api)).items()}
    assert found["device_class"] is True
    assert found["uses_ai"] is False
    for fact in ("device_class", "uses_ai"):
        stated = [{"fact": fact, "value": {"notApplicable": True}}]
        body = (await api.send(STATED, {"facts": stated})).json()
        assert ("errors" not in body) is found[fact]


async def test_numbers_have_a_unit_and_bounds_and_others_none(api: GraphQLClient) -> None:
    found = await facts(api)
    numeric = {s for s, f in found.items() if f["kind"] in {"NUMBER", "PERCENT", "MONEY"}}
    assert {s for s, f in found.items() if f["minimum"] is not None} == numeric
    assert {s for s, f in found.items() if f["maximum"] is not None} == numeric
    revenue = found["revenue_nok"]
    assert (revenue["unit"], revenue["minimum"], revenue["maximum"]) == ("kroner", 0, int(LARGEST))
    percents = [f for f in found.values() if f["kind"] == "PERCENT"]
    assert {(f["minimum"], f["maximum"]) for f in percents} == {(0, 100)}


async def test_options_of_facts_say_what_they_stand_for(
    api: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    found = await facts(api)
    for fact in catalogue_definition.facts:
        if isinstance(fact, WithOptions):
            assert markers(found[fact.slug]["options"]) == authored(fact), fact.slug
    unknown = {s for s, f in found.items() if any(o["dontKnow"] for o in f["options"])}
    assert unknown == {"sme_size", "regulatory_status", "device_class"}
    assert markers(found["device_class"]["options"])["not_applicable"] == (False, False, True)
    assert markers(found["uses_ai"]["options"]) == {
        "true": (False, False, False),
        "false": (False, False, False),
    }


async def test_options_of_questions_say_so_too(
    api: GraphQLClient, questionnaire_definitions: list[Questionnaire]
) -> None:
    themes = (await api.data(QUESTIONS))["questionnaire"]["themes"]
    found = {q["slug"]: markers(q["options"]) for theme in themes for q in theme["questions"]}
    [questionnaire] = questionnaire_definitions
    for slug, question in questionnaire.questions_by_slug.items():
        if isinstance(question, WithOptions):
            assert found[slug] == authored(question), slug
    unknown = {s for s, o in found.items() if any(dont_know for _, dont_know, _ in o.values())}
    assert len(unknown) == 1
    assert any(exclusive for o in found.values() for exclusive, *_ in o.values())


def _in_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


async def test_notes_for_editors_are_not_shown(
    api: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    notes = [fact.editor_note for fact in catalogue_definition.facts if fact.editor_note]
    assert len(notes) == 32
    schema = served_schema().core
    every_field = selection(schema, schema.type_map["Fact"], 3)
    shown = _in_json(await api.data(f"{{ facts {every_field} }}"))
    assert _in_json(catalogue_definition.facts_by_slug["trl"].text.nb) in shown
    assert [note for note in notes if _in_json(note)[1:-1] in shown] == []
