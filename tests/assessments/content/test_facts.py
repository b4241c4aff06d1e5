"""Facts: what they derive from, what checks them, and what answers give them."""

from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    Breach,
    CopiedFolder,
    each,
)

FACTS = "facts.yaml"

BREACHES = [
    Breach(
        name="a check that the program does not know",
        path=FACTS,
        old="check: municipality_code",
        new="check: postcode",
        rule="fact",
        at="postcode",
    ),
    Breach(
        name="a derived fact that the program does not know",
        path=FACTS,
        old="    text: {nb: Hva er balansen?",
        new="    derived_from: [employees] # broken\n    text: {nb: Hva er balansen?",
        rule="fact",
        at="broken",
    ),
    Breach(
        name="a fact that the program derives and content does not",
        path=FACTS,
        old="    derived_from: [municipality_code]\n",
        new="",
        rule="fact",
        at="slug: county_code",
    ),
    Breach(
        name="a derived fact that content lacks",
        path=FACTS,
        old=(
            "  - slug: targets_uk\n    kind: boolean\n    name: {nb: Storbritannia, en: The UK}\n"
            "    text: {nb: I Storbritannia?, en: In the UK?}\n    asked: false\n"
            "    derived_from: [target_markets]\n"
        ),
        new="",
        rule="fact",
        at="facts:",
    ),
    Breach(
        name="a minimum above the maximum",
        path=FACTS,
        old="    text: {nb: Hvor mange er dere?, en: How many are you?}\n    minimum: 0",
        new=(
            "    text: {nb: Hvor mange er dere?, en: How many are you?}\n    maximum: -1\n"
            "    minimum: 0 # broken"
        ),
        rule="limits",
        at="broken",
    ),
    Breach(
        name="a pattern that is none",
        path=FACTS,
        old="check: municipality_code",
        new="pattern: '['",
        rule="limits",
        at="pattern:",
    ),
    Breach(
        name="a map that misses an option",
        path=GROWTH,
        old="map: {none: idea, some: first_sales, much: scale}",
        new="map: {none: idea, some: first_sales}",
        rule="writes-fact",
        at="map:",
    ),
    Breach(
        name="a map with an option that there is not",
        path=GROWTH,
        old="map: {none: idea, some: first_sales, much: scale}",
        new="map: {none: idea, some: first_sales, much: scale, more: scale}",
        rule="writes-fact",
        at="map:",
    ),
    Breach(
        name="a map to a value that the fact cannot have",
        path=GROWTH,
        old="map: {none: idea, some: first_sales, much: scale}",
        new="map: {none: idea, some: sales, much: scale}",
        rule="writes-fact",
        at="map:",
    ),
    Breach(
        name="a map to no truth value",
        path=GROWTH,
        old="      fact: stage\n      map: {none: idea, some: first_sales, much: scale}",
        new="      fact: uses_ai\n      map: {none: false, some: true, much: 'yes'}",
        rule="writes-fact",
        at="map:",
    ),
    Breach(
        name="an option that both gives a fact and is silent",
        path=GROWTH,
        old="map: {none: idea, some: first_sales, much: scale}",
        new="map: {some: first_sales, much: scale}\n      silent: [none, much] # broken",
        rule="writes-fact",
        at="# broken",
    ),
    Breach(
        name="a silent option that the question has not",
        path=GROWTH,
        old="map: {none: idea, some: first_sales, much: scale}",
        new="map: {some: first_sales, much: scale}\n      silent: [none, more] # broken",
        rule="writes-fact",
        at="# broken",
    ),
    Breach(
        name="a fact by not applying, of a question that always applies",
        path=GROWTH,
        old="      fact: stage\n",
        new="      fact: stage\n      not_applicable: idea # broken\n",
        rule="writes-fact",
        at="# broken",
    ),
    Breach(
        name="a fact that not applying cannot give",
        path=GROWTH,
        old="    writes_fact:\n      fact: stage\n",
        new=(
            "    not_applicable: {text: {nb: Nei, en: No}}\n"
            "    writes_fact:\n      fact: stage\n      not_applicable: true # broken\n"
        ),
        rule="writes-fact",
        at="# broken",
    ),
    Breach(
        name="a map on a list of options",
        path=GROWTH,
        old="      allowed_when: {fact: uses_ai, op: eq, value: false}\n",
        new="    writes_fact: {fact: sectors, map: {sales: other}}\n",
        rule="writes-fact",
        at="map: {sales",
    ),
    Breach(
        name="an answer of another kind than its fact",
        path=MARKET,
        old="fact: device_class",
        new="fact: employees",
        rule="writes-fact",
        at="writes_fact:",
    ),
    Breach(
        name="an option that the fact has not",
        path=MARKET,
        old="{slug: IIa, text: {nb: Klasse IIa, en: Class IIa}}",
        new="{slug: IIb, text: {nb: Klasse IIb, en: Class IIb}}",
        rule="writes-fact",
        at="writes_fact:",
    ),
    Breach(
        name="a number that the fact cannot be",
        path=GROWTH,
        old="    minimum: 0\n    maximum: 100\n    integer: true\n",
        new="    minimum: 0\n    maximum: 100\n    writes_fact: {fact: revenue_nok}\n",
        rule="writes-fact",
        at="fact: revenue_nok",
    ),
    Breach(
        name="a fact that follows from others",
        path=GROWTH,
        old="    minimum: 0\n    maximum: 100\n    integer: true\n",
        new="    minimum: 0\n    maximum: 100\n    writes_fact: {fact: company_age_years}\n",
        rule="writes-fact",
        at="fact: company_age_years",
    ),
    Breach(
        name="a fact that derives from itself",
        path=FACTS,
        old="derived_from: [founded_on]",
        new="derived_from: [company_age_years]",
        rule="cycle",
        at="derived_from: [company_age_years]",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_a_cycle_of_derived_facts_is_told_once(folder: CopiedFolder) -> None:
    folder.edit(FACTS, "derived_from: [stage]", "derived_from: [targets_us]")
    folder.edit(
        FACTS,
        "    text: {nb: I USA?, en: In the USA?}\n    asked: false\n"
        "    derived_from: [target_markets]",
        "    text: {nb: I USA?, en: In the USA?}\n    asked: false\n"
        "    derived_from: [commercialised_products]",
    )
    line = folder.line(FACTS, "derived_from: [targets_us]")
    assert folder.errors() == [("cycle", FACTS, line)]


def test_a_cycle_of_successors_is_told_once(folder: CopiedFolder) -> None:
    path = "schemes/old-grant.yaml"
    folder.edit(path, "successor: start-grant", "successor: hatchery")
    folder.edit("incubators/hatchery.yaml", "programme:", "successor: old-grant\nprogramme:")
    assert folder.errors() == [("cycle", path, folder.line(path, "successor:"))]


def test_a_cycle_of_organisations_is_refused(folder: CopiedFolder) -> None:
    path = "organisations/agency.yaml"
    folder.edit(path, "status: active", "status: active\nsuccessors: [old-agency]")
    assert folder.errors() == [("cycle", path, folder.line(path, "successors:"))]
