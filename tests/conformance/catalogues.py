"""The files of ``catalogues``: offers and companies as plain data, which README.md explains."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter

from assessments.content.yaml_reader import read_yaml
from assessments.matching.compiled import CompiledOffer, compile_offers
from assessments.matching.offers import Offer
from assessments.questionnaire.computing import Computations
from assessments.questionnaire.conditions.evaluate import Constants
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.values import Value
from tests.conformance.building import accepted, condition_data, fact_data, words
from tests.conformance.reading import DAY, HERE, Exact, Form, Given

FOLDER: Final = HERE / "catalogues"
FACT: Final[TypeAdapter[Fact]] = TypeAdapter(Fact)
OFFER: Final[TypeAdapter[Offer]] = TypeAdapter(Offer)

Data = dict[str, Any]


Asked = Annotated[tuple[str, int], Field(strict=False)]
"""A fact, and how many offers it could decide."""


class ExpectedMatch(Form):
    """What must come of one offer."""

    offer: str
    outcome: str
    relevance: Exact = "0"
    stale: bool = False
    verdicts: dict[str, str] = Field(default_factory=dict[str, str])
    missing: list[str] = Field(default_factory=list[str])


class MatchingCase(Form):
    """A company, and what it can make of every offer, in listing order."""

    name: str
    today: date | None = Field(default=None, strict=False)
    facts: dict[str, Given] = Field(default_factory=dict[str, Given])
    scores: dict[str, Exact | None] = Field(default_factory=dict[str, Exact | None])
    gaps: list[str] = Field(default_factory=list[str])
    matches: list[ExpectedMatch]
    next_facts: list[Asked] = Field(default_factory=list[Asked])


class Catalogue(Form):
    """One file."""

    feature: str
    covers: list[str] = Field(min_length=1)
    today: date = Field(default=DAY, strict=False)
    facts: list[Data] = Field(default_factory=list[Data])
    offers: list[Data]
    cases: list[MatchingCase]


@cache
def catalogues() -> Mapping[str, Catalogue]:
    """Return the files by name, in the order of their names."""
    documents = {p.stem: read_yaml(p, p.name).data for p in sorted(FOLDER.glob("*.yaml"))}
    return {name: Catalogue.model_validate(data) for name, data in documents.items()}


class Built:
    """A catalogue of the engine's, with its facts."""

    def __init__(self, file: Catalogue) -> None:
        self.facts = {f["slug"]: FACT.validate_python(fact_data(f)) for f in file.facts}
        self._groups: dict[str, list[str]] = {}
        self._rates: dict[str, Any] = {}
        authored = [OFFER.validate_python(self._offer(offer)) for offer in file.offers]
        constants = Constants(
            groups={name: frozenset(group) for name, group in self._groups.items()},
            rates=self._rates,
        )
        self.offers: Sequence[CompiledOffer] = compile_offers(authored, constants, self.behind)
        computed = {s: f.computed for s, f in self.facts.items() if f.computed is not None}
        self.computations = Computations(computed)

    def behind(self, slug: str) -> Sequence[str]:
        """Return the facts to ask a company for in order to know one."""
        computed = self.facts[slug].computed
        return (slug,) if computed is None else computed.of

    def stated(self, case: MatchingCase, today: date) -> Mapping[str, Value]:
        """Return what the company of `case` states."""
        return {
            slug: self.facts[slug].meaning(accepted(self.facts[slug], said, case.today or today))
            for slug, said in case.facts.items()
        }

    def _offer(self, offer: Data) -> Data:
        form = {"mode": offer.get("application", "open")}
        scheme: Data = {
            "applicant": "company",
            "support": {"form": words("support")},
            "application": form,
        }
        texts = {"name": words(offer["slug"]), "summary": words(offer["slug"])}
        given = {k: v for k, v in offer.items() if k not in {"criteria", "application"}}
        return {
            "type": "scheme",
            "kind": "k",
            "themes": [],
            "status": "active",
            "confidence": "sourced",
            "checked_on": "2026-11-01",
            **texts,
            **scheme,
            **given,
            "criteria": [self._criterion(criterion) for criterion in offer.get("criteria", ())],
        }

    def _criterion(self, criterion: Data) -> Data:
        rest = {k: v for k, v in criterion.items() if k != "when"}
        condition = condition_data(criterion["when"], self._groups, self._rates)
        about = {"text": words(criterion["slug"]), "hard": True, "basis": "sourced"}
        return {**about, **rest, "condition": condition}
