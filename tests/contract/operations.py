"""Picks operations out of the contract."""

from functools import cache
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    parse,
    print_ast,
    visit,
)
from graphql.language import Visitor

FOLDER = Path(__file__).parent

SERVED = (
    "QuestionnaireForm",
    "StartAssessment",
    "SaveAnswers",
    "SaveProfile",
    "Assessment",
    "SubmitAssessment",
    "Viewer",
    "Refetch",
    "Catalogue",
    "MatchProfile",
    "Progress",
    "Simulate",
    "MatchesNow",
    "RegisterCompany",
    "UpdateCompany",
    "ClaimAssessment",
    "EraseAssessment",
    "EraseCompany",
    "AccessLog",
    "CreateApiKey",
    "RevokeApiKey",
    "ShareAssessment",
    "WithdrawConsent",
    "SharedAssessments",
    "CohortOverview",
    "CohortBreakdown",
    "CohortQuestions",
)
"""The operations that this release serves; the list only gets longer."""

SIGNED_IN = (
    "RegisterCompany",
    "UpdateCompany",
    "ClaimAssessment",
    "EraseAssessment",
    "EraseCompany",
    "AccessLog",
    "WithdrawConsent",
    "SharedAssessments",
    "CohortOverview",
    "CohortBreakdown",
    "CohortQuestions",
)
"""Those of them that need a company's sign-in, or leave nothing for others to run on."""


@cache
def contract() -> DocumentNode:
    """Return all operations and fragments of the contract."""
    texts = [file.read_text("utf-8") for file in sorted(FOLDER.glob("*.graphql"))]
    return parse("\n".join(texts))


def operation_names() -> list[str]:
    """Return the names of all operations of the contract."""
    operations = (d for d in contract().definitions if isinstance(d, OperationDefinitionNode))
    return [o.name.value for o in operations if o.name]


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.append(node.name.value)


def _spreads(node: Node) -> list[str]:
    found = _Spreads()
    visit(node, found)
    return found.names


@cache
def operation(name: str) -> str:
    """Return the operation `name` with the fragments that it needs, as clients send it."""
    document = contract()
    fragments = {
        d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }
    wanted = next(
        d
        for d in document.definitions
        if isinstance(d, OperationDefinitionNode) and d.name and d.name.value == name
    )
    needed: dict[str, FragmentDefinitionNode] = {}
    waiting = _spreads(wanted)
    while waiting:
        spread = waiting.pop()
        if spread not in needed:
            needed[spread] = fragments[spread]
            waiting += _spreads(fragments[spread])
    return print_ast(DocumentNode(definitions=(wanted, *needed.values())))
