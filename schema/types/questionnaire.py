"""Questionnaires and what they are made of."""

from decimal import Decimal

import strawberry
from strawberry.scalars import JSON

from assessments.questionnaire import definition
from assessments.questionnaire.checking import CompiledCheck
from assessments.questionnaire.checks import Severity
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.computing import Operation
from assessments.questionnaire.conditions.portable import as_json
from assessments.questionnaire.facts import Fact as AuthoredFact
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.kinds.base import Choice
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.questions import Question as AuthoredQuestion
from schema.context import Context, Info
from schema.enums import describe_enum
from schema.ids import content_id
from schema.types.node import Node

describe_enum(
    QuestionKind,
    "How an answer looks: which field of `AnswerValueInput` it takes.",
    {
        "SINGLE_CHOICE": "One of the options: `option`.",
        "MULTIPLE_CHOICE": "One or more of the options: `options`.",
        "NUMBER": "A count or a measure: `number`.",
        "PERCENT": "A percentage, 0 to 100: `number`.",
        "MONEY": "Whole kroner: `number`.",
        "BOOLEAN": "Yes or no: `boolean`.",
        "LIKERT": "How far one agrees, one of the options: `option`.",
        "DATE": "A date, or never where the question allows it: `date` or `never`.",
        "TEXT": "A short text on one line: `text`.",
    },
)

describe_enum(
    Operation,
    "How a computed fact is worked out of others, exactly.",
    {
        "SUM": "All of them added.",
        "DIFFERENCE": "The first less the second.",
        "RATIO": "The first divided by the second; unknown where the second is 0.",
        "SHARE": "100 times the first divided by the second; unknown where the second is 0.",
    },
)
describe_enum(
    Severity,
    "What a check across questions does while it stands.",
    {
        "ERROR": "It cannot be true: submitting is refused.",
        "WARNING": "It is unlikely: ask the company to confirm it. Submitting is not refused.",
    },
)


@strawberry.type(description="A step of maturity.")
class Level:
    """GraphQL view of a level."""

    number: int = strawberry.field(description="From 0, not begun, to 4, proven in practice.")
    name: str = strawberry.field(description="What the step is called.")
    description: str = strawberry.field(description="What it means for a theme to be there.")
    minimum_score: Decimal = strawberry.field(
        description="The score, 0 to 100, from which a theme is there unless a cap holds."
    )

    @classmethod
    def of(cls, level: definition.Level, context: Context) -> "Level":
        """Build it in the caller's language."""
        return cls(
            number=level.number,
            name=context.say(level.name),
            description=context.say(level.description),
            minimum_score=level.minimum_score,
        )


@strawberry.type(description="What an option asks of whoever chooses it, in their own words.")
class Detail:
    """GraphQL view of the detail that an option asks for."""

    text: str = strawberry.field(description="What to ask for, to be shown beside the field.")
    maximum_length: int = strawberry.field(description="The most characters.")


@strawberry.type(description="A choice that answers a question or states a fact.")
class Option:
    """GraphQL view of an option."""

    slug: str = strawberry.field(description="What `AnswerValueInput.option` and `options` name.")
    text: str = strawberry.field(description="The choice in words.")
    level: int | None = strawberry.field(
        description="The level, 0 to 4, that choosing it gives; null where it gives none by itself."
    )
    exclusive: bool = strawberry.field(
        default=False, description="Whether it cannot be chosen with others."
    )
    dont_know: bool = strawberry.field(
        default=False, description="Whether choosing it says *don't know*, and counts as that."
    )
    not_applicable: bool = strawberry.field(
        default=False, description="Whether choosing it says *does not apply*, and counts as that."
    )
    detail: Detail | None = strawberry.field(
        default=None,
        description="What it asks for beside, which may be left out: `AnswerInput.details`; null"
        " for most.",
    )

    @classmethod
    def of(cls, choice: Choice, context: Context) -> "Option":
        """Build it in the caller's language."""
        return cls(
            slug=choice.slug,
            text=context.say(choice.text),
            level=choice.level,
            exclusive=choice.exclusive,
            dont_know=choice.dont_know,
            not_applicable=choice.not_applicable,
            detail=None
            if choice.detail is None
            else Detail(
                text=context.say(choice.detail.text),
                maximum_length=choice.detail.maximum_length,
            ),
        )


@strawberry.type(description="How a fact is worked out of others.")
class Computation:
    """GraphQL view of how a fact is computed."""

    operation: Operation = strawberry.field(description="What is done with them.")
    of: list[str] = strawberry.field(description="The slugs of the other facts, in order.")


@strawberry.type(
    description="Something about a company that visibility, caps or matching need to know."
)
class Fact:
    """GraphQL view of a fact's definition."""

    authored: strawberry.Private[AuthoredFact]
    slug: str = strawberry.field(description="What `FactInput.fact` names.")
    kind: QuestionKind = strawberry.field(description="How a value looks.")

    @classmethod
    def of(cls, fact: AuthoredFact) -> "Fact":
        """Build it."""
        return cls(authored=fact, slug=fact.slug, kind=QuestionKind(fact.kind))

    @strawberry.field(description="A short label.")
    def name(self, info: Info) -> str:
        """Resolve ``Fact.name``."""
        return info.context.say(self.authored.name)

    @strawberry.field(description="The question to ask a company.")
    def text(self, info: Info) -> str:
        """Resolve ``Fact.text``."""
        return info.context.say(self.authored.text)

    @strawberry.field(description="How to answer.")
    def help(self, info: Info) -> str | None:
        """Resolve ``Fact.help``."""
        return info.context.say_any(self.authored.help)

    @strawberry.field(description="Whether *does not apply* can be stated.")
    def allows_not_applicable(self) -> bool:
        """Resolve ``Fact.allowsNotApplicable``."""
        return self.authored.allows_not_applicable

    @strawberry.field(description="What a number counts: a unit, or the currency.")
    def unit(self, info: Info) -> str | None:
        """Resolve ``Fact.unit``."""
        unit = self.authored.unit if isinstance(self.authored, Numeric) else None
        return info.context.say_any(unit)

    @strawberry.field(description="The least number that is accepted.")
    def minimum(self) -> Decimal | None:
        """Resolve ``Fact.minimum``."""
        return self.authored.minimum if isinstance(self.authored, Numeric) else None

    @strawberry.field(description="The greatest number that is accepted.")
    def maximum(self) -> Decimal | None:
        """Resolve ``Fact.maximum``."""
        return self.authored.maximum if isinstance(self.authored, Numeric) else None

    @strawberry.field(description="Whether companies state it; else it follows from other facts.")
    def asked(self) -> bool:
        """Resolve ``Fact.asked``."""
        return self.authored.asked

    @strawberry.field(
        description="How it is worked out of other facts, as `docs/conditions.md` says; null for"
        " facts that are stated or follow otherwise."
    )
    def computed(self) -> Computation | None:
        """Resolve ``Fact.computed``."""
        how = self.authored.computed
        return None if how is None else Computation(operation=how.operation, of=list(how.of))

    @strawberry.field(description="Whether it says something a company would not tell anybody.")
    def sensitive(self) -> bool:
        """Resolve ``Fact.sensitive``."""
        return self.authored.sensitive

    @strawberry.field(description="The choices, in order; empty for kinds without choices.")
    def options(self, info: Info) -> list[Option]:
        """Resolve ``Fact.options``."""
        return [Option.of(choice, info.context) for choice in self.authored.choices]


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


@strawberry.type(description="A question of a questionnaire version.")
class Question(Node):
    """GraphQL view of a question."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    authored: strawberry.Private[AuthoredQuestion]
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

    @strawberry.field(description="How to answer.")
    def help(self, info: Info) -> str | None:
        """Resolve ``Question.help``."""
        return info.context.say_any(self.authored.help)

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

    @strawberry.field(description="What a number counts: a unit, or the currency.")
    def unit(self, info: Info) -> str | None:
        """Resolve ``Question.unit``."""
        unit = self.authored.unit if isinstance(self.authored, Numeric) else None
        return info.context.say_any(unit)

    @strawberry.field(description="The least number that is accepted.")
    def minimum(self) -> Decimal | None:
        """Resolve ``Question.minimum``."""
        return self.authored.minimum if isinstance(self.authored, Numeric) else None

    @strawberry.field(description="The greatest number that is accepted.")
    def maximum(self) -> Decimal | None:
        """Resolve ``Question.maximum``."""
        return self.authored.maximum if isinstance(self.authored, Numeric) else None

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

    @strawberry.field(description="The choices, in order; empty for kinds without choices.")
    def options(self, info: Info) -> list[Option]:
        """Resolve ``Question.options``."""
        return [Option.of(choice, info.context) for choice in self.authored.choices]


@strawberry.type(
    description="A check across questions: while its condition is met, something does not fit."
)
class Check:
    """GraphQL view of a check, whether it stands or not."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    compiled: strawberry.Private[CompiledCheck]
    slug: str = strawberry.field(
        description="What `StandingCheck.check` and `SubmitAssessmentInput.confirmedWarnings` name."
    )
    severity: Severity = strawberry.field(description="What it does while it stands.")

    @strawberry.field(description="What does not fit and what to do, to be shown while it stands.")
    def message(self, info: Info) -> str:
        """Resolve ``Check.message``."""
        return info.context.say(self.compiled.check.message)

    @strawberry.field(
        description="The condition tree under which it stands, as `docs/conditions.md` says, by the"
        " reading of matching: only what is surely met."
    )
    def when(self) -> JSON:
        """Resolve ``Check.when``."""
        return JSON(as_json(self.compiled.check.when, self.questionnaire.constants))

    @strawberry.field(description="The questions to look at again while it stands, in order.")
    def questions(self) -> list[Question]:
        """Resolve ``Check.questions``."""
        return [Question.of(self.questionnaire, slug) for slug in self.compiled.questions]

    @strawberry.field(
        description="The facts to look at again while it stands, in order; they need not be among"
        " `Questionnaire.facts`."
    )
    def facts(self) -> list[Fact]:
        """Resolve ``Check.facts``."""
        known = self.questionnaire.definition.facts_by_slug
        return [Fact.of(known[slug]) for slug in self.compiled.facts]


@strawberry.type(description="A published version of a questionnaire; it never changes.")
class Questionnaire(Node):
    """GraphQL view of a questionnaire version."""

    compiled: strawberry.Private[CompiledQuestionnaire]
    slug: str = strawberry.field(description="The questionnaire's slug.")
    version: int = strawberry.field(description="The version, from 1.")

    @classmethod
    def of(cls, compiled: CompiledQuestionnaire) -> "Questionnaire":
        """Build it."""
        slug, version = compiled.key
        return cls(
            id=content_id("Questionnaire", slug, str(version)),
            compiled=compiled,
            slug=slug,
            version=version,
        )

    @strawberry.field(description="What it is called.")
    def title(self, info: Info) -> str:
        """Resolve ``Questionnaire.title``."""
        return info.context.say(self.compiled.definition.title)

    @strawberry.field(description="What it is for and what one gets, to be shown first.")
    def introduction(self, info: Info) -> str:
        """Resolve ``Questionnaire.introduction``."""
        return info.context.say(self.compiled.definition.introduction)

    @strawberry.field(description="The steps of maturity, lowest first.")
    def levels(self, info: Info) -> list[Level]:
        """Resolve ``Questionnaire.levels``."""
        return [Level.of(level, info.context) for level in self.compiled.definition.levels]

    @strawberry.field(
        description="What visibility and caps read about the company, in order. Ask for these"
        " first; submitting needs each of them, *don't know* included."
    )
    def facts(self) -> list[Fact]:
        """Resolve ``Questionnaire.facts``."""
        return [Fact.of(fact) for fact in self.compiled.definition.asked_facts]

    @strawberry.field(description="The themes, in order.")
    def themes(self) -> list[Theme]:
        """Resolve ``Questionnaire.themes``."""
        return [Theme.of(self.compiled, theme.slug) for theme in self.compiled.themes]

    @strawberry.field(
        description="The checks across questions, in order, so that a client can warn at once; at"
        " most 200."
    )
    def checks(self) -> list[Check]:
        """Resolve ``Questionnaire.checks``."""
        return [
            Check(
                questionnaire=self.compiled,
                compiled=check,
                slug=check.slug,
                severity=check.check.severity,
            )
            for check in self.compiled.checks
        ]

    @strawberry.field(
        description="The facts that conditions read and that are computed of others, each after"
        " those that it is computed of, so that a client can work them out at once."
    )
    def computed_facts(self) -> list[Fact]:
        """Resolve ``Questionnaire.computedFacts``."""
        known = self.compiled.definition.facts_by_slug
        return [Fact.of(known[slug]) for slug in self.compiled.computations.slugs]
