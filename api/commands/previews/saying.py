"""Says things as users of one language see them, a line at a time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assessments.content.condition_words import Named, say_condition
from assessments.content.loading import Folder
from assessments.questionnaire.conditions.nodes import AnswerLeaf, Condition, FactLeaf, Leaf
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.texts import Language, Text, both

OVERALL = both("samlet poengsum", "overall score")
SCORE_OF = both("poengsummen for {}", "the score for {}")
SOURCE = both("Kilde", "Source")
UNDATED = both("uten dato", "undated")


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

    def sources(self, slugs: Collection[str]) -> Iterator[str]:
        """Yield a line per source, in the order of the content."""
        catalogue = self.folder.catalogue
        known = () if catalogue is None else catalogue.sources
        for source in (source for source in known if source.slug in slugs):
            dated = source.dated or self.say(UNDATED)
            yield self.line(SOURCE, f"{source.title} ({dated}) {source.url}")

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
