"""Which facts follow otherwise in other content."""

from pathlib import Path

from assessments.content.derivations import Plain, changed_derivations, facts_in, plain_facts
from assessments.content.documents import to_document
from assessments.content.loading import load_folder

CONTENT = Path(__file__).parents[3] / "content"
STATED: Plain = {"slug": "base"}
DERIVED: Plain = {"slug": "derived", "derived_from": ["base", "other"]}
COMPUTED: Plain = {
    "slug": "computed",
    "asked": False,
    "derived_from": ["base", "other"],
    "computed": {"operation": "sum", "of": ["base", "other"]},
}
FACTS = (STATED, DERIVED, COMPUTED)


def _changed(*theirs: Plain) -> tuple[str, ...]:
    return changed_derivations(FACTS, theirs)


def test_the_same_facts_follow_alike_whatever_else_there_is() -> None:
    more = {"slug": "more", "derived_from": ["base"]}
    assert _changed(COMPUTED, DERIVED, STATED, more) == ()
    assert _changed({**COMPUTED, "name": "x"}, DERIVED, STATED) == ()


def test_the_order_matters_only_where_it_is_computed_with() -> None:
    turned = ["other", "base"]
    assert _changed(STATED, {**DERIVED, "derived_from": turned}, COMPUTED) == ()
    computed = {"operation": "sum", "of": turned}
    other = {**COMPUTED, "derived_from": turned, "computed": computed}
    assert _changed(STATED, DERIVED, other) == ("computed",)


def test_what_may_be_stated_now_or_follows_now_is_another() -> None:
    assert _changed(STATED, {**DERIVED, "asked": False}, COMPUTED) == ("derived",)
    assert _changed({**STATED, "derived_from": ["other"]}, DERIVED, COMPUTED) == ("base",)


def test_what_is_gone_matters_where_it_followed() -> None:
    assert _changed() == ("derived", "computed")


def test_a_document_says_the_same_as_the_facts() -> None:
    catalogue = load_folder(CONTENT).catalogue
    assert catalogue is not None
    facts = plain_facts(catalogue.facts)
    stored = facts_in(to_document(catalogue))
    assert len(facts) == len(stored) == len(catalogue.facts)
    assert {fact["slug"] for fact in stored if "computed" in fact} >= {"export_share_by_figures"}
    assert changed_derivations(stored, facts) == changed_derivations(facts, stored) == ()
