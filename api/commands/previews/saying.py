"""Says things as users of one language see them, a line at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.content.condition_words import Named, say_condition
from assessments.content.loading import Folder
from assessments.questionnaire.conditions.nodes import AnswerLeaf, Condition, FactLeaf, Leaf
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.texts import Language, Text, both

OVERALL = both("samlet poengsum", "overall score")
SCORE_OF = both("poengsummen for {}", "the score for {}")
SOURCE, BARRIERS = both("Kilde", "Source"), both("Barrierer", "Barriers")
UNDATED = both("uten dato", "undated")
BASES: Mapping[str, Text] = {
    "description": both("Følger av beskrivelsen", "Follows from the description"),
    "stored_site": both("Nettstedet er blant kildene", "The site is among the sources"),
}
"""How sure something is, where that is no degree of confidence."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A content folder, and the language to say it in."""

    folder: Folder
    language: Language

    def say(self, text: Text) -> str:
        """Return `text` in the language."""
        return text.into(self.language)

    def head(self, text: Text) -> str:
        """Return the line with which something begins."""
        return f"[{self.language}] {self.say(text)}"

    def plain(self, text: Text) -> str:
        """Return `text` as a line below a head."""
        return f"    {self.say(text)}"

    def line(self, label: Text, said: object) -> str:
        """Return what is `said` as a line below a head, after its label."""
        return f"    {self.say(label)}: {said}"

    def basis(self, slug: str) -> str:
        """Return how sure something is, in words; the slug where the content has none for it."""
        catalogue = self.folder.catalogue
        words = BASES if catalogue is None else {**BASES, **catalogue.words.confidences}
        return self.say(words[slug]) if slug in words else slug

    def sure(self, slug: str | None) -> str:
        """Return the same in brackets, after a blank; nothing where nothing is said."""
        return "" if slug is None else f" [{self.basis(slug)}]"

    def sources(self, slugs: Collection[str]) -> Iterator[str]:
        """Yield a line per source, in the order of the content."""
        catalogue = self.folder.catalogue
        if catalogue is None:
            return
        phrases = catalogue.source_phrases
        for source in (source for source in catalogue.sources if source.slug in slugs):
            dated, note = (
                self.say(phrases[written]) if written and written in phrases else written
                for written in (source.dated, source.note)
            )
            said = f"{source.title} ({dated or self.say(UNDATED)}) {source.url}"
            yield self.line(SOURCE, said if note is None else f"{said} {note}")

    def theme(self, slug: str) -> str:
        """Return the title of a theme, in the newest questionnaire that has it."""
        found = {
            placed.questionnaire.item.version: placed.themes[slug].item.title
            for placed in self.folder.questionnaires
            if slug in placed.themes
        }
        return self.say(found[max(found)]) if found else slug

    def barriers(self, slugs: Sequence[str]) -> Iterator[str]:
        """Yield a line with the names of barriers; none where there are none."""
        known = {placed.item.slug: self.say(placed.item.name) for placed in self.folder.barriers}
        if slugs:
            yield self.line(BARRIERS, "; ".join(known.get(slug, slug) for slug in slugs))

    def entry(self, slug: str) -> str:
        """Return the name of an offer or organisation, with its slug."""
        entries = [
            p.item for listed in (self.folder.offers, self.folder.organisations) for p in listed
        ]
        names = (entry.name for entry in entries if entry.slug == slug)
        return next((f"{self.say(name)} ({slug})" for name in names), slug)

    def fact(self, slug: str) -> Fact | None:
        """Return the fact `slug`; None where the content has none, which its check reports."""
        return next((p.item for p in self.folder.facts if p.item.slug == slug), None)

    def condition(self, condition: Condition, questionnaire: Questionnaire | None = None) -> str:
        """Return `condition` in words."""

        def named(leaf: Leaf) -> Named:
            if isinstance(leaf, FactLeaf):
                fact = self.fact(leaf.fact)
                return Named(both(leaf.fact, leaf.fact) if fact is None else fact.name, fact)
            if isinstance(leaf, AnswerLeaf):
                name = both(leaf.answer, leaf.answer)
                if questionnaire is None:
                    return Named(name)
                return Named(name, questionnaire.questions_by_slug.get(leaf.answer))
            if leaf.score == "overall":
                return Named(OVERALL)
            return Named(both(SCORE_OF.nb.format(leaf.score), SCORE_OF.en.format(leaf.score)))

        return say_condition(condition, named, self.language)
