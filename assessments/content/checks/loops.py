"""Loops: nothing derives from itself or succeeds itself."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem

RULE = "cycle"

Graph = Mapping[str, Iterable[str]]


def check_loops(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per cycle of derived facts, of successors."""
    facts = {slug: placed.item.derived_from for slug, placed in subject.facts.items()}
    yield from _loops(facts, subject.facts, "derived_from", "derives from")
    offers = {
        slug: (placed.item.successor,) if placed.item.successor else ()
        for slug, placed in subject.offers.items()
    }
    yield from _loops(offers, subject.offers, "successor", "is succeeded by")
    organisations = {placed.item.slug: placed for placed in subject.folder.organisations}
    successors = {slug: placed.item.successors for slug, placed in organisations.items()}
    yield from _loops(successors, organisations, "successors", "is succeeded by")


def reachable(graph: Graph, start: str) -> frozenset[str]:
    """Return what can be reached from `start` in one step or more."""
    found: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(graph.get(node, ()))
    return frozenset(found)


def _loops(
    graph: Graph, items: Mapping[str, Placed[Any]], field: str, words: str
) -> Iterator[Problem]:
    done: set[str] = set()
    for slug in graph:
        after = reachable(graph, slug)
        if slug not in after or slug in done:
            continue
        loop = {node for node in after if slug in reachable(graph, node)}
        done |= loop
        others = ", ".join(sorted(loop - {slug}))
        through = f", through {others}" if others else ""
        message = f"`{slug}` {words} itself{through}; take one of these out of `{field}`"
        yield items[slug].problem(RULE, message, field)
