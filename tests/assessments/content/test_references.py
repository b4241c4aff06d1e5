"""References: what is named must be there, and what the program reads too."""

from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    Breach,
    CopiedFolder,
    each,
)

GRANT = "schemes/start-grant.yaml"
CLUSTER = "clusters/tech-cluster.yaml"
LAB = "test_facilities/lab.yaml"
HATCHERY = "incubators/hatchery.yaml"


def _reference(name: str, path: str, old: str, new: str) -> Breach:
    """Return a breach in which `new` replaces `old` and is on the line of the problem."""
    return Breach(name=name, path=path, old=old, new=new, rule="reference", at=new)


BREACHES = [
    _reference("source of an offer", GRANT, "sources: [page]", "sources: [nowhere]"),
    _reference(
        "source of a requirement",
        "regulatory_requirements/marking.yaml",
        "sources: [page]",
        "sources: [nowhere]",
    ),
    _reference(
        "source of a procurement rule",
        "procurement_rules/threshold.yaml",
        "sources: [page]",
        "sources: [nowhere]",
    ),
    _reference(
        "source of the ceilings of state aid",
        "reference/state_aid.yaml",
        "sources: [page]",
        "sources: [nowhere]",
    ),
    _reference(
        "confidence of the size limits",
        "reference/sizes.yaml",
        "confidence: sourced",
        "confidence: certain",
    ),
    _reference("theme of an offer", GRANT, "themes: [growth]", "themes: [groth]"),
    _reference("theme of a barrier", "barriers.yaml", "theme: market", "theme: markt"),
    _reference("barrier of an offer", GRANT, "barriers: [capital]", "barriers: [capitl]"),
    _reference(
        "barrier of an organisation",
        "organisations/agency.yaml",
        "barriers: [capital]",
        "barriers: [capitl]",
    ),
    _reference(
        "barrier of a requirement",
        "regulatory_requirements/marking.yaml",
        "barriers: [buyers]",
        "barriers: [byers]",
    ),
    _reference("barrier of a question", GROWTH, "barriers: [capital]", "barriers: [capitl]"),
    _reference("theme of a cap", GROWTH, "- theme: growth", "- theme: groth"),
    _reference("kind of an offer", GRANT, "kind: grant", "kind: gift"),
    Breach(
        name="programme level of a cluster",
        path=CLUSTER,
        old="reach: national\n",
        new="reach: national\nprogramme_levels:\n  - {level: Legend, since: '2020'}\n",
        rule="reference",
        at="Legend",
    ),
    _reference("seed", GRANT, "seeds: [seed-1]", "seeds: [seed-2]"),
    _reference("way to apply", GRANT, "mode: open", "mode: by_pigeon"),
    _reference("way to join", CLUSTER, "mode: membership", "mode: by_pigeon"),
    _reference("way to get access", LAB, "mode: contact", "mode: by_pigeon"),
    _reference(
        "successor of an offer",
        "schemes/old-grant.yaml",
        "successor: start-grant",
        "successor: stat-grant",
    ),
    _reference(
        "successor of an organisation",
        "organisations/old-agency.yaml",
        "successors: [agency]",
        "successors: [agenc]",
    ),
    _reference(
        "who a scheme is reached through",
        "schemes/old-grant.yaml",
        "reached_through: [tech-cluster]",
        "reached_through: [agency]",
    ),
    _reference(
        "programme of an incubator",
        HATCHERY,
        "programme: start-grant",
        "programme: tech-cluster",
    ),
    _reference("county of a cluster", CLUSTER, "counties: ['03']", "counties: ['12']"),
    _reference("segment of a cluster", CLUSTER, "segments: [medtech]", "segments: [metech]"),
    _reference(
        "kind of product",
        LAB,
        "fits_product_kinds: [hardware]",
        "fits_product_kinds: [hardwear]",
    ),
    _reference(
        "source of reference data", "reference/sizes.yaml", "sources: [page]", "sources: [nowhere]"
    ),
    _reference(
        "source of market groups",
        "reference/markets.yaml",
        "market_groups_sources: [page]",
        "market_groups_sources: [nowhere]",
    ),
    _reference("country of a group", "reference/markets.yaml", "EFTA: ['NO']", "EFTA: [SE]"),
    _reference(
        "device class", "reference/device_classes.yaml", "self_declared: [I]", "self_declared: [X]"
    ),
    _reference(
        "segment of an industry",
        "reference/industries.yaml",
        "segment: medtech",
        "segment: metech",
    ),
    Breach(
        name="county that a municipality went to",
        path="reference/regions.yaml",
        old="former:\n",
        new="moved_municipalities:\n  '12': ['1852'] # broken\nformer:\n",
        rule="reference",
        at="# broken",
    ),
    _reference(
        "county that a county became", "reference/regions.yaml", "became: ['46']", "became: ['12']"
    ),
    _reference(
        "county of an old municipality",
        "reference/regions.yaml",
        "'46': ['1201']",
        "'47': ['1201']",
    ),
    Breach(
        name="what people call an entry that is not there",
        path="words.yaml",
        old="  marking: [CE]",
        new="  makring: [CE]",
        rule="reference",
        at="makring:",
    ),
    Breach(
        name="status without words",
        path="words.yaml",
        old="  uncertain: {nb: Usikker, en: Uncertain}\n",
        new="",
        rule="reference",
        at="statuses:",
    ),
    Breach(
        name="applicant without words",
        path="words.yaml",
        old="  public_body: {nb: en kommune, en: a municipality}\n",
        new="",
        rule="reference",
        at="applicants:",
    ),
    Breach(
        name="confidence without a meaning",
        path="about.yaml",
        old="  general_knowledge: {nb: Allmenn kunnskap, en: General knowledge}\n",
        new="",
        rule="reference",
        at="confidence_means:",
    ),
    Breach(
        name="group that the program reads",
        path="reference/markets.yaml",
        old="  EFTA: ['NO']\n",
        new="",
        rule="reference",
        at="market_groups:",
    ),
    Breach(
        name="note of a source in one language",
        path="sources.yaml",
        old="    dated: '2025'\n",
        new="    dated: '2025'\n    note: an old page\n",
        rule="reference",
        at="note: an old page",
    ),
    Breach(
        name="date of a source in one language",
        path="sources.yaml",
        old="    dated: '2025'\n",
        new="    dated: before 2025\n",
        rule="reference",
        at="dated: before 2025",
    ),
    Breach(
        name="organisation of a county",
        path="reference/regions.yaml",
        old="    became: ['46']\n",
        new="    became: ['46']\n    organisation: agenc\n",
        rule="reference",
        at="organisation: agenc",
    ),
    Breach(
        name="rate that the program reads",
        path="reference/currencies.yaml",
        old="  USD: 10.0\n",
        new="",
        rule="reference",
        at="kroner_per:",
    ),
    Breach(
        name="rate with five decimals",
        path="reference/currencies.yaml",
        old="  USD: 10.0\n",
        new="  USD: 10.00001\n",
        rule="format",
        at="USD: 10.00001",
    ),
    Breach(
        name="question of a condition",
        path=GROWTH,
        old="visible_when: {answer: A1, op: ne, value: none}",
        new="visible_when: {answer: A9, op: answered}",
        rule="reference",
        at="answer: A9",
    ),
    Breach(
        name="fact of a condition",
        path=MARKET,
        old="{fact: uses_ai, op: eq, value: true}",
        new="{fact: uses_ia, op: eq, value: true}",
        rule="reference",
        at="uses_ia",
    ),
    Breach(
        name="fact of a criterion",
        path=GRANT,
        old="{fact: uses_ai, op: eq, value: true}",
        new="{fact: uses_ia, op: eq, value: true}",
        rule="reference",
        at="uses_ia",
    ),
    Breach(
        name="fact of a requirement",
        path="regulatory_requirements/marking.yaml",
        old="fact: product_kinds",
        new="fact: product_kind",
        rule="reference",
        at="product_kind,",
    ),
    Breach(
        name="theme of a score",
        path=GRANT,
        old="{fact: uses_ai, op: eq, value: true}",
        new="{score: groth, op: gte, value: 50}",
        rule="reference",
        at="groth",
    ),
    Breach(
        name="base of a derived fact",
        path="facts.yaml",
        old="derived_from: [stage]",
        new="derived_from: [stages]",
        rule="reference",
        at="stages",
    ),
    Breach(
        name="fact that an answer gives",
        path=MARKET,
        old="fact: device_class",
        new="fact: class",
        rule="reference",
        at="fact: class",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_what_a_source_says_in_words_is_fine_in_both_languages(folder: CopiedFolder) -> None:
    folder.edit("sources.yaml", "    dated: '2025'\n", "    dated: '2025'\n    note: old\n")
    applicants = "  public_body: {nb: en kommune, en: a municipality}\n"
    phrases = "source_phrases:\n  - {written: old, text: {nb: Gammel side., en: An old page.}}\n"
    folder.edit("words.yaml", applicants, applicants + phrases)
    assert folder.errors() == []


def test_a_score_of_a_theme_or_overall_may_be_a_criterion(folder: CopiedFolder) -> None:
    folder.edit(
        "schemes/open-advice.yaml",
        "{fact: employees, op: lt, value: 50}",
        "{any: [{score: growth, op: gte, value: 50}, {score: overall, op: lt, value: 12.5}]}",
    )
    assert folder.errors() == []
