"""Questions with the themes that they belong to, the barriers that they show and their caps."""

from decimal import Decimal

import strawberry
from strawberry.scalars import JSON

from assessments.questionnaire import definition
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.conditions.portable import as_json
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.questions import Question as AuthoredQuestion
from schema.context import Context, Info
from schema.ids import content_id
from schema.permissions import FILLING_IN, OPEN, reached_by
from schema.types.answerable import Answerable
from schema.types.level import Level
from schema.types.node import Node


@strawberry.type(description="What holds a company back; a low answer shows it.")
class Barrier:
    """GraphQL view of a barrier, of a questionnaire version or of the catalogue."""

    authored: strawberry.Private[definition.Barrier]
    slug: str = strawberry.field(description="The barrier's slug.")

    @classmethod
    def of(cls, barrier: definition.Barrier) -> "Barrier":
        """Build it."""
        return cls(authored=barrier, slug=barrier.slug)

    @strawberry.field(description="What it is called.")
    def name(self, info: Info) -> str:
        """Resolve ``Barrier.name``."""
        return info.context.say(self.authored.name)

    @strawberry.field(description="The theme that it belongs to.")
    def theme(self, info: Info) -> "Theme":
        """Resolve ``Barrier.theme``."""
        return theme_named(self.authored.theme, info.context)


@strawberry.type(description="A part of a questionnaire that is scored by itself.")
class Theme:
    """GraphQL view of a theme."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    authored: strawberry.Private[definition.Theme]
    slug: str = strawberry.field(description="The theme's slug.")

    @classmethod
    def of(cls, questionnaire: CompiledQuestionnaire, slug: str) -> "Theme":
        """Build the theme `slug` of a questionnaire version."""
        authored = next(t for t in questionnaire.definition.themes if t.slug == slug)
        return cls(questionnaire=questionnaire, authored=authored, slug=slug)

    @strawberry.field(description="What it is called.")
    def title(self, info: Info) -> str:
        """Resolve ``Theme.title``."""
        return info.context.say(self.authored.title)

    @strawberry.field(description="What it is about, in a sentence.")
    def description(self, info: Info) -> str:
        """Resolve ``Theme.description``."""
        return info.context.say(self.authored.description)

    @strawberry.field(description="How much it counts in the overall score.")
    def weight(self) -> Decimal:
        """Resolve ``Theme.weight``."""
        return self.authored.weight

    @strawberry.field(description="Its questions, in the order in which they are asked.")
    def questions(self) -> list["Question"]:
        """Resolve ``Theme.questions``."""
        return [Question.of(self.questionnaire, q.slug) for q in self.authored.questions]


def theme_named(slug: str, context: Context) -> Theme:
    """Return a theme of the newest questionnaire that has one of this name."""
    newest = sorted(context.library.questionnaires.values(), key=lambda q: -q.key[1])
    for questionnaire in newest:
        if any(theme.slug == slug for theme in questionnaire.themes):
            return Theme.of(questionnaire, slug)
    raise LookupError(slug)


@strawberry.type(description="A rule that may limit a level, as it is written.")
class CapRule:
    """GraphQL view of a cap, whether it holds or not."""

    theme: Theme = strawberry.field(description="The theme whose level it limits.")
    maximum_level: Level = strawberry.field(description="The highest level that it allows.")
    reason: str = strawberry.field(description="Why, to be shown while it holds.")
    when: JSON = strawberry.field(
        description="The condition tree under which it holds, as `docs/conditions.md` says; what is"
        " unknown only through a *don't know* holds too."
    )


@reached_by(OPEN, scopes=FILLING_IN)
@strawberry.type(description="A question of a questionnaire version.")
class Question(Answerable[AuthoredQuestion], Node):
    """GraphQL view of a question."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    slug: str = strawberry.field(description="What `AnswerInput.question` names.")
    kind: QuestionKind = strawberry.field(description="How an answer looks.")

    @classmethod
    def of(cls, questionnaire: CompiledQuestionnaire, slug: str) -> "Question":
        """Build the question `slug` of a questionnaire version."""
        authored = questionnaire.definition.questions_by_slug[slug]
        name, version = questionnaire.key
        return cls(
            id=content_id("Question", name, str(version), slug),
            questionnaire=questionnaire,
            authored=authored,
            slug=slug,
            kind=QuestionKind(authored.kind),
        )

    @strawberry.field(description="The question.")
    def text(self, info: Info) -> str:
        """Resolve ``Question.text``."""
        return info.context.say(self.authored.text)

    @strawberry.field(description="Whether it must be answered, where shown, before submitting.")
    def required(self) -> bool:
        """Resolve ``Question.required``."""
        return self.authored.required

    @strawberry.field(description="Whether the answer counts in the theme's score.")
    def scored(self) -> bool:
        """Resolve ``Question.scored``."""
        return self.authored.scored

    @strawberry.field(description="How much it counts in the theme's score.")
    def weight(self) -> Decimal:
        """Resolve ``Question.weight``."""
        return self.authored.weight

    @strawberry.field(description="Whether *does not apply* can be an answer.")
    def allows_not_applicable(self) -> bool:
        """Resolve ``Question.allowsNotApplicable``."""
        return self.authored.not_applicable is not None

    @strawberry.field(description="When *does not apply* is the right answer, in words.")
    def not_applicable_text(self, info: Info) -> str | None:
        """Resolve ``Question.notApplicableText``."""
        exempt = self.authored.not_applicable
        return None if exempt is None else info.context.say(exempt.text)

    @strawberry.field(
        description="The condition tree under which *does not apply* is accepted, as"
        " `docs/conditions.md` says; null for always."
    )
    def not_applicable_when(self) -> JSON | None:
        """Resolve ``Question.notApplicableWhen``."""
        exempt = self.authored.not_applicable
        when = None if exempt is None else exempt.allowed_when
        return None if when is None else JSON(as_json(when, self.questionnaire.constants))

    @strawberry.field(
        description="The condition tree under which it is shown, as `docs/conditions.md` says; null"
        " for always. Unknown is not shown."
    )
    def visible_when(self) -> JSON | None:
        """Resolve ``Question.visibleWhen``."""
        when = self.authored.visible_when
        return None if when is None else JSON(as_json(when, self.questionnaire.constants))

    @strawberry.field(description="The rules by which answers may limit a level, in order.")
    def caps(self, info: Info) -> list[CapRule]:
        """Resolve ``Question.caps``."""
        definition = self.questionnaire.definition
        return [
            CapRule(
                theme=Theme.of(self.questionnaire, cap.theme),
                maximum_level=Level.of(definition.levels[cap.maximum_level], info.context),
                reason=info.context.say(cap.reason),
                when=JSON(as_json(cap.when, self.questionnaire.constants)),
            )
            for cap in self.authored.caps
        ]

    @strawberry.field(description="The theme that it belongs to.")
    def theme(self) -> Theme:
        """Resolve ``Question.theme``."""
        theme = self.questionnaire.definition.theme_of[self.slug]
        return Theme.of(self.questionnaire, theme.slug)

    @strawberry.field(description="The barriers that a low answer shows.")
    def barriers(self) -> list[Barrier]:
        """Resolve ``Question.barriers``."""
        known = self.questionnaire.definition.barriers_by_slug
        return [Barrier.of(known[slug]) for slug in self.authored.barriers]
