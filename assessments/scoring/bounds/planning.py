"""Builds the plan of a questionnaire version, once for each day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from assessments.questionnaire.compiled import (
    CompiledCap,
    CompiledQuestion,
    CompiledQuestionnaire,
    CompiledTheme,
)
from assessments.questionnaire.conditions.nodes import (
    Condition,
    Leaf,
    answers_read,
    facts_read,
    leaves,
)
from assessments.questionnaire.definition import rules_of
from assessments.questionnaire.facts import Fact
from assessments.scoring.bounds.inputs import (
    Alternatives,
    Readers,
    alternatives_of_fact,
    alternatives_of_question,
)
from assessments.scoring.bounds.plan import (
    NONE,
    USUAL,
    Element,
    Limits,
    Plan,
    PlannedFact,
    PlannedQuestion,
    Reads,
)


@lru_cache(maxsize=8)
def plan_of(questionnaire: CompiledQuestionnaire, as_of: date, limits: Limits = USUAL) -> Plan:
    """Return the plan of a questionnaire version on a day."""
    return _Planner(questionnaire, as_of, limits).plan()


class _Planner:
    def __init__(self, questionnaire: CompiledQuestionnaire, as_of: date, limits: Limits) -> None:
        self.questionnaire = questionnaire
        self.as_of = as_of
        self.limits = limits
        definition = questionnaire.definition
        self.rules = list(rules_of(definition))
        self.read = [leaf for rule in self.rules for leaf in leaves(rule)]
        self.number_of = {q.slug: n for n, q in enumerate(questionnaire.questions)}
        known = definition.facts_by_slug
        named = dict.fromkeys(leaf.slug for leaf in self.read if leaf.tag == "fact")
        self.facts = [known[slug] for slug in named if slug in known]
        shift = len(self.number_of)
        self.number_of_fact = {f.slug: shift + n for n, f in enumerate(self.facts)}
        self.writers: dict[str, list[int]] = {}
        for number, question in enumerate(questionnaire.questions):
            writes = question.question.writes_fact
            if writes is not None:
                self.writers.setdefault(writes.fact, []).append(number)

    def plan(self) -> Plan:
        questions = tuple(self._question(q) for q in self.questionnaire.questions)
        facts = tuple(self._fact(fact) for fact in self.facts)
        themes: list[tuple[Element, ...]] = []
        number = 0
        for theme in self.questionnaire.themes:
            found = tuple(self._elements(theme, number))
            themes.append(found)
            number += len(found)
        alternatives = (
            *(self._answers(q) for q in self.questionnaire.questions),
            *(self._stated(fact) for fact in self.facts),
        )
        return Plan(
            questionnaire=self.questionnaire,
            as_of=self.as_of,
            limits=self.limits,
            questions=questions,
            facts=facts,
            alternatives=alternatives,
            elements=tuple(element for theme in themes for element in theme),
            themes=tuple(themes),
            fact_of={fact.slug: fact for fact in self.facts},
            untried=sum(1 << n for n, found in enumerate(alternatives) if found is None),
            derived=sum(1 << n for n, fact in enumerate(facts, len(questions)) if fact.derived),
        )

    def _question(self, compiled: CompiledQuestion) -> PlannedQuestion:
        exempt = compiled.question.not_applicable
        allowed = None if exempt is None else exempt.allowed_when
        visible = compiled.question.visible_when
        return PlannedQuestion(
            compiled=compiled,
            slug=compiled.slug,
            visible=None if visible is None else self._reads(visible),
            allowed=None if allowed is None else self._reads(allowed),
        )

    def _reads(self, condition: Condition) -> Reads:
        questions = (self.number_of.get(slug) for slug in sorted(answers_read(condition)))
        facts = (self.number_of_fact.get(slug) for slug in sorted(facts_read(condition)))
        return Reads(
            questions=tuple(n for n in questions if n is not None),
            facts=tuple(n for n in facts if n is not None),
        )

    def _fact(self, fact: Fact) -> PlannedFact:
        return PlannedFact(
            fact=fact,
            slug=fact.slug,
            writers=() if fact.derived_from else tuple(self.writers.get(fact.slug, ())),
            derived=bool(fact.derived_from),
            bases=self._bases(fact),
        )

    def _bases(self, fact: Fact) -> tuple[str, ...] | None:
        known = self.questionnaire.definition.facts_by_slug
        found: dict[str, bool] = {}
        waiting = [fact.slug]
        while waiting:
            slug = waiting.pop()
            if slug in self.writers:
                return None
            base = known.get(slug)
            found[slug] = base is None or base.asked
            waiting.extend(s for s in (base.derived_from if base else ()) if s not in found)
        return tuple(slug for slug, asked in found.items() if asked)

    def _leaves_on(self, compiled: CompiledQuestion) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
        """Return the comparisons with the answer to a question, and with the fact it gives."""
        writes = compiled.question.writes_fact
        fact = None if writes is None else writes.fact
        own = tuple(x for x in self.read if x.tag == "answer" and x.slug == compiled.slug)
        written = tuple(x for x in self.read if x.tag == "fact" and x.slug == fact)
        return own, written

    def _answers(self, compiled: CompiledQuestion) -> Alternatives | None:
        own, written = self._leaves_on(compiled)
        return alternatives_of_question(compiled, self._readers(own, written))

    def _stated(self, fact: Fact) -> Alternatives | None:
        own = tuple(leaf for leaf in self.read if leaf.tag == "fact" and leaf.slug == fact.slug)
        needed = {asked.slug for asked in self.questionnaire.definition.asked_facts}
        optional = fact.slug not in needed or bool(fact.derived_from)
        readers = self._readers(own)
        return alternatives_of_fact(fact, readers, optional=optional)

    def _readers(self, own: tuple[Leaf, ...], written: tuple[Leaf, ...] = ()) -> Readers:
        return Readers(
            own=own,
            written=written,
            constants=self.questionnaire.constants,
            as_of=self.as_of,
            most=self.limits.alternatives,
        )

    def _elements(self, theme: CompiledTheme, first: int) -> Iterator[Element]:
        counted = [q for q in theme.questions if q.levelling is not None and q.weight]
        for number, question in enumerate(counted, first):
            own = self.number_of[question.slug]
            reads = Reads(questions=(own,), facts=())
            yield self._element(number, reads, own=own, weight=question.weight)
        for number, cap in enumerate(theme.caps, first + len(counted)):
            yield self._element(number, self._reads(cap.cap.when), cap=cap)

    def _element(
        self,
        number: int,
        reads: Reads,
        *,
        own: int = NONE,
        weight: int = 0,
        cap: CompiledCap | None = None,
    ) -> Element:
        closure = self._closure(reads)
        questions = self.questionnaire.questions
        return Element(
            number=number,
            cap=cap,
            input=own,
            weight=weight,
            reads=reads,
            closure=closure,
            reduced=replace(
                self.questionnaire,
                questions=tuple(questions[n] for n in closure if n < len(questions)),
            ),
        )

    def _closure(self, reads: Reads) -> tuple[int, ...]:
        found: set[int] = set()
        waiting = [*reads.questions, *reads.facts]
        while waiting:
            number = waiting.pop()
            found.add(number)
            waiting.extend(n for n in self._read_by(number) if n not in found)
        return tuple(sorted(found))

    def _read_by(self, number: int) -> Iterator[int]:
        """Yield the inputs that decide about the input `number`."""
        shift = len(self.number_of)
        if number >= shift:
            fact = self.facts[number - shift]
            yield from () if fact.derived_from else self.writers.get(fact.slug, ())
            return
        question = self.questionnaire.questions[number].question
        exempt = question.not_applicable
        for condition in (question.visible_when, exempt.allowed_when if exempt else None):
            if condition is not None:
                reads = self._reads(condition)
                yield from (*reads.questions, *reads.facts)
