"""Who a company is that shares something with a recipient."""

from collections.abc import Mapping
from typing import Any

import strawberry

from assessments.assessment import SharedAssessment
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import decode_all
from assessments.questionnaire.visibility import facts_given
from assessments.services.proven import NUMBER
from schema.context import Info
from schema.types.fact import Fact
from schema.types.offers import Cluster, offer_of
from schema.types.option import Option
from schema.types.profile import FactValue, StatedProfile
from schema.types.regions import Region
from schema.types.size_band import SizeBand
from schema.types.values import value_of


@strawberry.type(
    description="Who a company is, as it shares it; null is not stated, never zero or no."
)
class SharedProfile:
    """GraphQL view of what is shared about a company."""

    shared: strawberry.Private[SharedAssessment]
    stated: strawberry.Private[StatedProfile]
    questionnaire: strawberry.Private[CompiledQuestionnaire]

    @classmethod
    def of(
        cls,
        shared: SharedAssessment,
        questionnaire: CompiledQuestionnaire,
        catalogue: CompiledCatalogue,
    ) -> "SharedProfile":
        """Build it from the summary."""
        said = {s: value for s, value in shared.summary["profile"].items() if value is not None}
        return cls(
            shared=shared, stated=StatedProfile(said, catalogue), questionnaire=questionnaire
        )

    @strawberry.field(description="The company's name.")
    def name(self) -> str | None:
        """Resolve ``SharedProfile.name``."""
        return self.stated.text("legal_name")

    @strawberry.field(
        description="Nine digits, without blanks: the company's own where it has proven that by"
        " signing in, else as it was typed."
    )
    def organisation_number(self) -> str | None:
        """Resolve ``SharedProfile.organisationNumber``."""
        return self.stated.text(NUMBER)

    @strawberry.field(
        description="Whether the company has proven its organisation number by signing in. False"
        " where the number was typed by whoever had the link to the assessment, and where there is"
        " none."
    )
    def is_organisation_number_proven(self) -> bool:
        """Resolve ``SharedProfile.isOrganisationNumberProven``."""
        return self.shared.proven_number is not None

    @strawberry.field(description="Size by headcount.")
    def size_band(self) -> SizeBand | None:
        """Resolve ``SharedProfile.sizeBand``."""
        return None if self.shared.size_band is None else SizeBand(self.shared.size_band)

    @strawberry.field(
        description="Today's county; null also where an old code does not settle which."
    )
    def region(self, info: Info) -> Region | None:
        """Resolve ``SharedProfile.region``."""
        finder = self.stated.catalogue.derive.regions
        code = finder.find(self.shared.region, None)
        return None if code is None else Region.of(finder.today[code], info.context)

    @strawberry.field(description="The main sector, an option of the fact `sectors`.")
    def sector(self, info: Info) -> Option | None:
        """Resolve ``SharedProfile.sector``."""
        choices = self.stated.catalogue.facts["sectors"].choices
        found = next((c for c in choices if c.slug == self.shared.sector), None)
        return None if found is None else Option.of(found, info.context)

    @strawberry.field(description="The clusters that the company says that it belongs to.")
    def clusters(self) -> list[Cluster] | None:
        """Resolve ``SharedProfile.clusters``."""
        slugs, catalogue = self.stated.chosen("cluster_memberships"), self.stated.catalogue
        if slugs is None:
            return None
        known = catalogue.definition.offers_by_slug
        views = (offer_of(known[slug], catalogue) for slug in slugs if slug in known)
        return [view for view in views if isinstance(view, Cluster)]

    @strawberry.field(
        description="Every fact that was stated, *don't know* included, in the catalogue's order;"
        " null unless the scope is `ANSWERS`."
    )
    def facts(self, info: Info) -> list[FactValue] | None:
        """Resolve ``SharedProfile.facts``."""
        if self.shared.document is None:
            return None
        said = _said(self.shared.document, self.questionnaire)
        if self.shared.proven_number is not None:
            said[NUMBER] = {"text": self.shared.proven_number}
        return [
            FactValue(fact=Fact.of(fact), value=value_of(said[slug], fact.choices, info.context))
            for slug, fact in self.stated.catalogue.facts.items()
            if slug in said
        ]


def _said(document: Mapping[str, Any], questionnaire: CompiledQuestionnaire) -> dict[str, Any]:
    """Return the facts that the company stated, and those that its answers gave."""
    given = facts_given(questionnaire.questions, decode_all(document["answers"]))
    known = document["known"]
    written = {slug: known[slug] for slug in given if known.get(slug) is not None}
    return {**document["facts"], **written}
