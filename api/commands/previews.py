"""Entries of the content in words, in both languages, for editors."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assessments.content.catalogue import Catalogue, Entry, Organisation, Requirement
from assessments.content.condition_words import Named, say_condition
from assessments.content.loading import Folder
from assessments.matching.offers import BaseOffer, Scheme
from assessments.questionnaire.conditions.nodes import AnswerLeaf, Condition, FactLeaf, Leaf
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.questions import Question
from assessments.questionnaire.scales import Band
from assessments.questionnaire.values import exact
from assessments.texts import Language, Text, both, say_number

LANGUAGES = (Language.NB, Language.EN)

SHOWN_WHEN = both("Vises når", "Shown when")
NOT_APPLICABLE = both("Gjelder ikke", "Does not apply")
WHEN = both("når", "when")
CAP = both("Tak: {} høyst nivå {}", "Cap: {} at most level {}")
HARD, SOFT = both("Må", "Must"), both("Bør", "Should")
ALSO = both("Avgjøres av tilbyderen", "For the provider to judge")
VERIFY = both("Må bekreftes", "To be verified")
OPENS, CLOSES = both("Åpner", "Opens"), both("Siste dag", "Last day")
STATUS, SURE = both("Status", "Status"), both("Sikkerhet", "Confidence")
CHECKED = both("Kontrollert", "Checked")
NEVER = both("aldri av en person", "never by a person")
BY = both("av", "by")
SOURCE = both("Kilde", "Source")
UNDATED = both("uten dato", "undated")
SUCCESSOR = both("Etterfølger", "Successor")
LEVEL = both("nivå", "level")
ADVICE = both("Råd for nivå", "Advice for level")
FOLLOWS = both("Følger av", "Follows from")
OVERALL = both("samlet poengsum", "overall score")
SCORE_OF = both("poengsummen for {}", "the score for {}")
APPLIES = both("Gjelder når", "Applies when")


def preview(folder: Folder, slug: str) -> list[str]:
    """Return the lines that show everything called `slug`; none where there is nothing."""
    lines: list[str] = []
    for language in LANGUAGES:
        lines += _Preview(folder, language).of(slug)
    return lines


def slugs_in(folder: Folder) -> list[str]:
    """Return the slugs of all that can be shown."""
    listed = (folder.offers, folder.organisations, folder.requirements, folder.procurement_rules)
    found: list[str] = [placed.item.slug for entries in listed for placed in entries]
    found += [fact.item.slug for fact in folder.facts]
    found += [barrier.item.slug for barrier in folder.barriers]
    for placed in folder.questionnaires:
        found += placed.questionnaire.item.questions_by_slug
    return found


@dataclass(frozen=True, slots=True)
class _Preview:
    """Says things as users of one language see them."""

    folder: Folder
    language: Language

    def of(self, slug: str) -> Iterator[str]:
        """Yield the lines about everything called `slug`."""
        folder = self.folder
        entries: list[BaseOffer | Entry] = [placed.item for placed in folder.offers]
        entries += [placed.item for placed in folder.organisations]
        entries += [placed.item for placed in folder.requirements]
        entries += [placed.item for placed in folder.procurement_rules]
        for entry in entries:
            if entry.slug == slug:
                yield from self._entry(entry)
        for fact in folder.facts:
            if fact.item.slug == slug:
                yield from self._fact(fact.item)
        for placed in folder.questionnaires:
            question = placed.questionnaire.item.questions_by_slug.get(slug)
            if question is not None:
                yield from self._question(placed.questionnaire.item, question)
        for barrier in folder.barriers:
            if barrier.item.slug == slug:
                yield self._head(barrier.item.name)

    def _say(self, text: Text) -> str:
        return text.into(self.language)

    def _head(self, text: Text) -> str:
        return f"[{self.language}] {self._say(text)}"

    def _line(self, label: Text, said: object) -> str:
        return f"    {self._say(label)}: {said}"

    def _entry(self, entry: BaseOffer | Entry) -> Iterator[str]:
        yield self._head(entry.name)
        if isinstance(entry, BaseOffer | Organisation):
            yield f"    {self._say(entry.summary)}"
        if isinstance(entry, Requirement):
            yield f"    {self._say(entry.requirement)}"
            for applies in entry.applies_when:
                yield self._line(APPLIES, self._condition(applies.condition))
        if isinstance(entry, BaseOffer):
            yield from self._offer(entry)
        for text in entry.to_verify:
            yield self._line(VERIFY, self._say(text))
        yield from self._standing(entry)

    def _offer(self, offer: BaseOffer) -> Iterator[str]:
        for criterion in offer.criteria:
            said = f"{self._say(criterion.text)} [{self._condition(criterion.condition)}]"
            yield self._line(HARD if criterion.hard else SOFT, said)
        for text in offer.also_requires:
            yield self._line(ALSO, self._say(text))
        if isinstance(offer, Scheme):
            yield f"    {self._say(offer.support.form)}"
        if offer.valid_from is not None:
            yield self._line(OPENS, offer.valid_from.isoformat())
        if offer.valid_to is not None:
            yield self._line(CLOSES, offer.valid_to.isoformat())
        if offer.successor is not None:
            yield self._line(SUCCESSOR, offer.successor)

    def _standing(self, entry: BaseOffer | Entry) -> Iterator[str]:
        """Yield how sure the entry is, who has checked it, and where it was read."""
        catalogue = self.folder.catalogue
        if catalogue is not None:
            words = catalogue.words
            if isinstance(entry, BaseOffer | Organisation):
                yield self._line(STATUS, self._say(words.statuses[entry.status]))
            yield self._line(SURE, self._say(words.confidences[entry.confidence]))
        checked = self._say(NEVER)
        if entry.checked_on is not None:
            by = "" if entry.checked_by is None else f" {self._say(BY)} {entry.checked_by}"
            checked = f"{entry.checked_on.isoformat()}{by}"
        yield self._line(CHECKED, checked)
        yield from self._sources(catalogue, entry.sources)

    def _sources(self, catalogue: Catalogue | None, slugs: Collection[str]) -> Iterator[str]:
        known = () if catalogue is None else catalogue.sources
        for source in (source for source in known if source.slug in slugs):
            dated = source.dated or self._say(UNDATED)
            yield self._line(SOURCE, f"{source.title} ({dated}) {source.url}")

    def _fact(self, fact: Fact) -> Iterator[str]:
        yield from self._asked(fact.text, fact.help, fact)
        if fact.derived_from:
            yield self._line(FOLLOWS, ", ".join(fact.derived_from))

    def _question(self, questionnaire: Questionnaire, question: Question) -> Iterator[str]:
        yield from self._asked(question.text, question.help, question)
        yield from self._bands(getattr(question, "bands", None) or ())
        if question.visible_when is not None:
            yield self._line(SHOWN_WHEN, self._condition(question.visible_when, questionnaire))
        exempt = question.not_applicable
        if exempt is not None:
            when = exempt.allowed_when
            said = self._say(exempt.text)
            if when is not None:
                said += f" {self._say(WHEN)} {self._condition(when, questionnaire)}"
            yield self._line(NOT_APPLICABLE, said)
        for cap in question.caps:
            limit = self._say(CAP).format(cap.theme, cap.maximum_level)
            when_said = f"{self._say(WHEN)} {self._condition(cap.when, questionnaire)}"
            yield f"    {limit} {when_said}. {self._say(cap.reason)}"
        yield from self._advice(questionnaire.slug, question.slug)

    def _advice(self, questionnaire: str, question: str) -> Iterator[str]:
        for of in (placed.item for placed in self.folder.advice):
            for advice in of.advice if of.questionnaire == questionnaire else ():
                if advice.question == question:
                    label = f"{self._say(ADVICE)} {advice.to_level}"
                    yield f"    {label}: {self._say(advice.text)}"

    def _asked(self, text: Text, help_text: Text | None, kind: AnswerKind) -> Iterator[str]:
        yield self._head(text)
        if help_text is not None:
            yield f"    {self._say(help_text)}"
        for choice in kind.choices:
            level = "" if choice.level is None else f" ({self._say(LEVEL)} {choice.level})"
            yield f"    - {self._say(choice.text)}{level}"

    def _bands(self, bands: Sequence[Band]) -> Iterator[str]:
        for band in bands:
            start = say_number(exact(band.start), self.language)
            said = both(f"fra {start}", f"from {start}")
            if band.below is not None:
                below = say_number(exact(band.below), self.language)
                said = both(f"{said.nb} til under {below}", f"{said.en} to below {below}")
            yield f"    - {self._say(said)} ({self._say(LEVEL)} {band.level})"

    def _condition(self, condition: Condition, questionnaire: Questionnaire | None = None) -> str:
        def named(leaf: Leaf) -> Named:
            if isinstance(leaf, FactLeaf):
                facts = {placed.item.slug: placed.item for placed in self.folder.facts}
                fact = facts[leaf.fact]
                return Named(fact.name, fact)
            if isinstance(leaf, AnswerLeaf):
                name = both(leaf.answer, leaf.answer)
                if questionnaire is None:
                    return Named(name)
                return Named(name, questionnaire.questions_by_slug.get(leaf.answer))
            if leaf.score == "overall":
                return Named(OVERALL)
            return Named(both(SCORE_OF.nb.format(leaf.score), SCORE_OF.en.format(leaf.score)))

        return say_condition(condition, named, self.language)
