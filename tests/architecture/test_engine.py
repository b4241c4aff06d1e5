"""The engine is general, and its page is true."""

import ast
import doctest
import re
from collections.abc import Iterator
from importlib import import_module

from tests.architecture.tree import ROOT, modules, name_of, text_of, tree_of

PAGE = ROOT / "docs" / "engine.md"
GENERAL = ("questionnaire", "scoring")
FOREIGN = re.compile(
    r"export|norw|norge|norsk|county|fylke|municip|kommune|organisation_number|health|helse"
    r"|\beea\b|\beu\b|eøs|scheme|virkemiddel|cluster|klynge|incubator|altinn",
    re.IGNORECASE,
)
"""Words of this product that the engine does not know."""

MOST = 20
NAMED = re.compile(r"^\|[^|]*\| `(assessments\.[\w.]+)\.(\w+)`", re.MULTILINE)


def general() -> Iterator[str]:
    """Yield the modules of the engine that know nothing of this product."""
    for path in modules("assessments"):
        if name_of(path).split("/")[1] in GENERAL:
            yield name_of(path)


def functions() -> list[tuple[str, str]]:
    """Return module and name of what the page says to call."""
    return NAMED.findall(PAGE.read_text("utf-8"))


def test_the_engine_knows_no_word_of_this_product() -> None:
    found = [
        (name, word.group())
        for name in general()
        for word in FOREIGN.finditer(text_of(ROOT / name) or "")
    ]
    assert found == []


def test_the_words_are_found_where_they_are() -> None:
    assert FOREIGN.search(text_of(ROOT / "assessments/company/derive.py") or "")
    assert FOREIGN.search(text_of(ROOT / "assessments/matching/compiled.py") or "")


def test_the_engine_imports_nothing_of_this_product() -> None:
    allowed = ("assessments.questionnaire", "assessments.scoring", "assessments.texts")
    imported = {
        node.module or ""
        for name in general()
        for node in ast.walk(tree_of(ROOT / name))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("assessments")
    }
    assert {module for module in imported if not module.startswith(allowed)} == set()


def test_what_the_page_says_to_call_is_there_documented_and_little() -> None:
    named = functions()
    assert 10 <= len(named) <= MOST
    for module, name in named:
        found = getattr(import_module(module), name)
        assert (found.__doc__ or "").strip(), name


def test_the_example_calls_all_that_the_page_names() -> None:
    text = PAGE.read_text("utf-8")
    example = text[text.index("## An example") :]
    unused = [name for _, name in functions() if not re.search(rf"\b{name}\b", example)]
    assert unused == []


def test_the_example_comes_to_what_the_page_prints() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted >= 40
    assert result.failed == 0
