"""Picks operations out of the contract, without what later releases bring."""

from functools import cache
from pathlib import Path

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableNode,
    parse,
    print_ast,
    visit,
)
from graphql.language import REMOVE, SKIP, Visitor

FOLDER = Path(__file__).parent

COMING = frozenset({"benchmark"})
"""Fields that later releases bring; the list only gets shorter."""

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


class _WithoutComing(Visitor):
    def enter_field(self, node: FieldNode, *_: object) -> object:
        return REMOVE if node.name.value in COMING else None


class _Used(Visitor):
    """Collects the variables that are used, wherever they are not declared."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable_definition(self, *_: object) -> object:
        return SKIP

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.names.add(node.name.value)


class _WithoutUnused(Visitor):
    """Takes away variables that only fields of later releases use."""

    def __init__(self, used: set[str]) -> None:
        super().__init__()
        self._used = used

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> object:
        return None if node.variable.name.value in self._used else REMOVE


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
def whole_operation(name: str) -> DocumentNode:
    """Return the operation `name` with the fragments that it needs, as the contract has it."""
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
    return DocumentNode(definitions=(wanted, *needed.values()))


@cache
def operation(name: str) -> str:
    """Return the operation `name` as a client sends it now."""
    document: Node = visit(whole_operation(name), _WithoutComing())
    used = _Used()
    visit(document, used)
    return print_ast(visit(document, _WithoutUnused(used.names)))
