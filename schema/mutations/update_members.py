"""``updateMembers``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, Sought
from assessments.services.members import update_members
from assessments.services.number_lists import MembersWanted
from schema.context import Info
from schema.errors import NotFound, failure
from schema.member_errors import NumbersRejected
from schema.permissions import ADVISORS, callers


@strawberry.input(
    description="How the list of a cluster's members is to change: at most 5,000 numbers in all."
)
class UpdateMembersInput:
    """Input of ``updateMembers``."""

    cluster: str = strawberry.field(description="The slug of the cluster.")
    add: list[str] | None = strawberry.field(
        default=None, description="Organisation numbers to put on the list."
    )
    remove: list[str] | None = strawberry.field(
        default=None, description="Organisation numbers to take off it."
    )
    file: str | None = strawberry.field(
        default=None,
        description="The text of a CSV file with numbers to put on the list, at most 500,000"
        " characters: one on each line, or a column called `organisasjonsnummer` or"
        " `organisation number` among others. Commas, semicolons and tabs are read."
        " A row is one line: line breaks inside cells are refused.",
    )
    replace: bool = strawberry.field(
        default=False,
        description="Whether the list becomes exactly what `file` has; `add` and `remove` are then"
        " left out.",
    )


@strawberry.type(description="The list as it is now.")
class UpdateMembersSuccess:
    """It was changed."""

    added: int = strawberry.field(description="How many were put on it.")
    removed: int = strawberry.field(description="How many were taken off it.")
    members: int = strawberry.field(description="How many are on it now.")


UpdateMembersResult = Annotated[
    UpdateMembersSuccess | NumbersRejected | NotFound,
    strawberry.union("UpdateMembersResult", description="How updating went."),
]


@strawberry.type
class UpdateMembers:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(ADVISORS),
        description="Change the list of a cluster's members, all of it or nothing; numbers may"
        " stand there twice. Figures about a cluster count who is on the list now. For advisors of"
        " it.",
    )
    async def update_members(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            UpdateMembersInput, strawberry.argument(description="Which list, and how.")
        ],
    ) -> UpdateMembersResult:
        """Resolve ``Mutation.updateMembers``."""
        context = info.context
        wanted = MembersWanted(
            add=input.add or (),
            remove=input.remove or (),
            file=input.file,
            replace=input.replace,
        )
        try:
            done = await update_members(
                context.environment, context.principal, input.cluster, wanted
            )
        except AssessmentsError as error:
            failed: UpdateMembersResult = failure(error, context, Sought.CLUSTER)
            return failed
        return UpdateMembersSuccess(added=done.added, removed=done.removed, members=done.members)
