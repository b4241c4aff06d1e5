"""How the claims of an issuer are to be read: part of the setting ``EKSPORTKLAR_ISSUERS``.

``docs/identity.md`` has an example for each issuer.
"""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from api.identity.organisations import organisation_of
from api.identity.part import Part
from api.identity.paths import ClaimPath
from assessments.services.principals import Scope

Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 100


def is_slug(text: str) -> bool:
    """Tell whether `text` can be the slug of a cluster or an organisation."""
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def _slug(text: str) -> str:
    if not is_slug(text):
        raise ValueError("is no slug of a cluster or an organisation")
    return text


Slug = Annotated[str, AfterValidator(_slug)]


def _number(text: str) -> str:
    if organisation_of(text) != text:
        raise ValueError("is no organisation number: nine digits, of which the last is a check")
    return text


OrganisationNumber = Annotated[str, AfterValidator(_number)]


class Administrators(Part):
    """Who shows `value` in `claim` is an administrator."""

    claim: ClaimPath
    value: Words


class Advisors(Part):
    """Who shows something in `claim` is an advisor of clusters or other organisations.

    `recipients` says which slugs a value of the claim stands for; without it the values are slugs
    themselves, each after `prefix`.
    """

    claim: ClaimPath
    prefix: Annotated[str, StringConstraints(max_length=100)] = ""
    recipients: Mapping[Words, tuple[Slug, ...]] | None = None


class Details(Part):
    """Organisations within entries of a claim, of those entries alone that have all of `where`.

    Ansattporten lets every client ask for any resource, so `where` must name the `resource` that
    stands for this service, not only the type.
    """

    claim: ClaimPath
    where: Mapping[Words, Words] = Field(default_factory=dict)
    organisation: ClaimPath


class SystemUsers(Details):
    """Altinn system users: programs that a company has let act for it.

    `ids` are what Altinn calls the system user, and `system` is its program.
    """

    ids: ClaimPath
    system: ClaimPath | None = None


class Integrations(Part):
    """Programs: those that show at least one of `scopes`.

    `consumer` is the organisation that the program acts for. Without a `consumer` here, it acts for
    none. `recipients` says for whom it reads what is shared, slugs by the number of the
    organisation that it acts for; `recipient_claim` is where the issuer itself names such slugs.
    """

    scope_claim: ClaimPath = "scope"
    scopes: Annotated[Mapping[Words, tuple[Scope, ...]], Field(min_length=1)]
    consumer: ClaimPath | None = None
    recipients: Mapping[OrganisationNumber, tuple[Slug, ...]] = Field(default_factory=dict)
    recipient_claim: ClaimPath | None = None
    system_users: SystemUsers | None = None


class Delegation(Part):
    """Who acts on another organisation's behalf, and which registers of that are believed.

    Where a token shows a `supplier`, one of `sources` must stand in its claim `source`, or it is of
    no use.
    """

    supplier: ClaimPath = "supplier"
    source: ClaimPath = "delegation_source"
    sources: tuple[Words, ...] = ()


class ClaimsReading(Part):
    """How claims are read. What is not configured is not read: the default shows nobody anything.

    `subject` are the claims that name the caller, of which the first that is there counts, and
    `name` those that say what to call an administrator or a program. Where `people` is true,
    everybody whom the issuer knows may sign in, also for no company at all.
    """

    subject: Annotated[tuple[ClaimPath, ...], Field(min_length=1)] = ("sub",)
    name: tuple[ClaimPath, ...] = ()
    administrators: Administrators | None = None
    advisors: Advisors | None = None
    integrations: Integrations | None = None
    companies: tuple[Details, ...] = ()
    delegation: Delegation = Delegation()
    people: bool = False
