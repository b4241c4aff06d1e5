"""Who changes what results say must raise ``ENGINE_VERSION``: decision 19."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import cycle, product
from typing import Final

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library, build_library
from assessments.questionnaire.encoding import Encoded, decode_all
from assessments.services.evaluating import Evaluation
from assessments.services.result_columns import columns_of
from assessments.services.snapshots import ENGINE_VERSION, hash_of_answers, snapshot
from tests.assessments.matching.made_offers import criterion, offer
from tests.assessments.services.small_content import (
    KEY,
    SLUG,
    small_catalogue,
    small_questionnaire,
)
from tests.fixtures.engine import Data

Company = tuple[dict[str, Encoded], dict[str, Encoded]]
"""Answers, and stated facts."""

DAYS: Final = (date(2026, 11, 22), date(2027, 12, 1))
UNKNOWN: Final[Encoded] = {"dontKnow": True}
CHOICES: Final[dict[str, list[Encoded]]] = {
    "G1": [{"option": "a"}, {"option": "b"}, UNKNOWN],
    "G2": [{"number": 24.9999}, {"number": 75}],
    "G3": [{"boolean": True}, {"notApplicable": True}, UNKNOWN],
    "M1": [{"option": "a"}, {"option": "c"}],
    "M2": [{"options": ["none"]}, {"options": ["x", "y"]}, UNKNOWN],
    "uses_ai": [{"boolean": True}, {"boolean": False}, UNKNOWN],
    "employees": [{"number": 49}, {"number": 250}, UNKNOWN],
}
FACTS: Final = ("uses_ai", "employees")
FIGURES: Final[list[dict[str, Encoded]]] = [
    {},
    {"revenue_nok": {"number": 0}, "export_revenue_nok": {"number": 0}},
    {"revenue_nok": {"number": 2_000_003}, "export_revenue_nok": {"number": 1_000_000}},
    {"revenue_nok": {"number": 0}, "export_revenue_nok": UNKNOWN},
]
"""Revenue by turns, from which shares are computed: since 2.0.0."""

FINGERPRINTS: Final = {
    "1.0.0": "16a3a715a940ac449a5895f8dd0be90d29d09370ecf96917daaef1476764ff61",
    "1.1.0": "d8c93df6c923f8b18bde86ddb4afe42351c0eec850ec8f0de1c035d7b5d31601",
    "1.2.0": "44b1db98aea27b9a5c530e350c19be26d9e48453540a20c57109fa705efd36fd",
    "2.0.0": "3c40f53cc5903c86ed30b714e6f5c03fa1c10a74ca4afe1da50a4eec21a6a4fc",
    "3.0.0": "3c40f53cc5903c86ed30b714e6f5c03fa1c10a74ca4afe1da50a4eec21a6a4fc",
}
"""What the rules of each version make of the companies above. Lines are added, never changed.

3.0.0 asks for fewer figures where the size of a company is not settled; none of these offers asks
for it, so that its line is that of 2.0.0. `FINGERPRINTS_BY_SIZE` has those that differ.
"""

SAID: Final[dict[str, Encoded]] = {"G1": {"option": "a"}, "M1": {"option": "c"}}
SIZES: Final[dict[str, list[Encoded | None]]] = {
    "employees": [None, {"number": 5}, {"number": 60}, {"number": 250}, UNKNOWN],
    "revenue_nok": [None, {"number": 1_000_000}, {"number": 100_000_000}, {"number": 10**10}],
    "balance_nok": [None, {"number": 1_000_000}, {"number": 10**10}, UNKNOWN],
    "largest_corporate_owner_pct": [None, {"number": 0}, {"number": 60}],
}
FOR_SMES: Final = offer(
    "for_smes",
    criteria=[
        criterion("is_sme"),
        criterion("small", {"fact": "sme_size", "op": "in", "value": ["micro", "small"]}),
    ],
)
FINGERPRINTS_BY_SIZE: Final = {
    "3.0.0": "a7cbed8a3333825c037c102b8cf35e0eefc8dcd7d899ab7c95953f80331a60d1"
}
"""The same of companies whose size follows from figures, all or some, with an offer for SMEs.

Here too lines are added, never changed.
"""


def _companies() -> Iterator[Company]:
    for chosen, figures in zip(product(*CHOICES.values()), cycle(FIGURES), strict=False):
        said = dict(zip(CHOICES, chosen, strict=True))
        facts = {slug: said.pop(slug) for slug in FACTS} | figures
        yield said, facts


def _companies_by_size() -> Iterator[Company]:
    for figures in product(*SIZES.values()):
        stated = {slug: one for slug, one in zip(SIZES, figures, strict=True) if one is not None}
        yield SAID, {"uses_ai": {"boolean": False}, **stated}


def _fingerprint(library: Library, companies: Iterable[Company]) -> str:
    questionnaire = library.questionnaire(SLUG)
    assert questionnaire is not None
    digest = hashlib.sha256()
    for (answers, facts), day in product(companies, DAYS):
        evaluation = Evaluation(
            questionnaire=questionnaire,
            catalogue=library.catalogue,
            answers=decode_all(answers),
            stated=decode_all(facts),
            as_of=day,
        )
        digest.update(snapshot(evaluation, answers, facts).encode())
        digest.update(hash_of_answers(KEY, answers, facts))
        digest.update(repr(columns_of(evaluation)).encode())
    return digest.hexdigest()


def _library(delivered: Catalogue, *offers: Data) -> Library:
    catalogue = small_catalogue(delivered, *offers)
    return build_library(1, (1, catalogue), [small_questionnaire(delivered)])


def test_the_rules_of_this_version_give_what_they_gave(catalogue_definition: Catalogue) -> None:
    assert list(FINGERPRINTS)[-1] == ENGINE_VERSION
    found = _fingerprint(_library(catalogue_definition), _companies())
    assert found == FINGERPRINTS[ENGINE_VERSION]


def test_they_ask_for_what_they_asked_to_settle_a_size(catalogue_definition: Catalogue) -> None:
    assert list(FINGERPRINTS_BY_SIZE)[-1] == ENGINE_VERSION
    found = _fingerprint(_library(catalogue_definition, FOR_SMES), _companies_by_size())
    assert found == FINGERPRINTS_BY_SIZE[ENGINE_VERSION]
