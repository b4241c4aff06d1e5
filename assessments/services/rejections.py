"""The words in which given answers and facts are refused."""

from collections.abc import Iterable, Iterator, Mapping

from assessments.content.library import CompiledCatalogue
from assessments.errors import AnswerRejection, ProfileRejection
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.refusals import NotAccepted, Refusal, Rejected
from assessments.services.given import GivenAnswer, GivenFact
from assessments.texts import both


def refused_answer(question: str, rejected: Rejected) -> AnswerRejection:
    """Return the rejection of the answer to `question`."""
    return AnswerRejection(question=question, code=rejected.code, message=rejected.message)


def refused_fact(one: GivenFact, refused: NotAccepted) -> ProfileRejection:
    """Return the rejection of a fact that was given."""
    reason = refused.rejected
    return ProfileRejection(path=one.path, fact=one.fact, code=reason.code, message=reason.message)


def unknown_question(questions: Mapping[str, object]) -> Rejected:
    """Return why a slug that none of `questions` has is refused."""
    slugs = list(questions)
    first, last = slugs[0], slugs[-1]
    return Rejected(
        code=Refusal.UNKNOWN_QUESTION,
        message=both(
            f"Spørreskjemaet har ikke noe slikt spørsmål. De heter {first} til {last}.",
            f"The questionnaire has no such question. They are called {first} to {last}.",
        ),
    )


def given_twice_over(given: Iterable[GivenAnswer]) -> Iterator[AnswerRejection]:
    """Yield a rejection per answer whose question stands before it already."""
    seen: set[str] = set()
    for answer in given:
        if answer.question in seen:
            yield refused_answer(answer.question, given_twice(answer.question).rejected)
        seen.add(answer.question)


def given_twice(slug: str) -> NotAccepted:
    """Return the refusal of a question or a fact that stands twice in one request."""
    return NotAccepted(
        Refusal.GIVEN_TWICE,
        f"`{slug}` er oppgitt to ganger i samme forespørsel. Oppgi det én gang.",
        f"`{slug}` is given twice in the same request. Give it once.",
    )


def not_stated(catalogue: CompiledCatalogue, fact: Fact) -> NotAccepted:
    """Return the refusal of a fact that follows from others, which it names."""
    bases = ", ".join(slug for slug in catalogue.behind(fact.slug))
    how_nb = f" Oppgi i stedet: {bases}." if bases else ""
    how_en = f" State instead: {bases}." if bases else ""
    return NotAccepted(
        Refusal.NOT_STATED,
        f"Denne opplysningen kan ikke oppgis; den følger av andre.{how_nb}",
        f"This cannot be stated; it follows from other facts.{how_en}",
    )
