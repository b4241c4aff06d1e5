"""Who is asking."""

from typing import Annotated

import strawberry

from schema.types.assessment import Assessment
from schema.types.company import Company
from schema.types.offers import Cluster
from schema.types.scope import Scope


@strawberry.type(description="Somebody who holds the access token of an assessment.")
class Respondent:
    """A respondent."""

    assessment: Assessment = strawberry.field(description="The assessment.")


@strawberry.type(description="Somebody who is signed in for companies.")
class CompanyUser:
    """A company user."""

    companies: list[Company] = strawberry.field(description="Those of them that are registered.")
    organisation_numbers: list[str] = strawberry.field(
        description="The organisation numbers that they are signed in for, nine digits each, in"
        " order; `registerCompany` registers those that `companies` has not."
    )


@strawberry.type(description="An advisor of clusters or other organisations.")
class Advisor:
    """An advisor."""

    recipients: list[str] = strawberry.field(
        description="For whom they read what is shared with them: slugs of clusters or"
        " organisations."
    )
    clusters: list[Cluster] = strawberry.field(description="The clusters.")


@strawberry.type(description="A program with an API key or a token of its own.")
class Integration:
    """An integration."""

    name: str = strawberry.field(description="What it is called.")
    organisation_numbers: list[str] = strawberry.field(
        description="The organisation numbers that it acts for, nine digits each; none without"
        " COMPANY."
    )
    scopes: list[Scope] = strawberry.field(description="What it may do.")
    recipients: list[str] = strawberry.field(
        description="For whom it reads what is shared with them: slugs of clusters or"
        " organisations; none without SHARED_ASSESSMENTS."
    )


@strawberry.type(description="An administrator of this installation.")
class Administrator:
    """An administrator."""

    name: str = strawberry.field(description="What they are called.")


Viewer = Annotated[
    Respondent | CompanyUser | Advisor | Integration | Administrator,
    strawberry.union("Viewer", description="Who is asking."),
]
