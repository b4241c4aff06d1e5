"""What advisors say of answers, checked: all of it or none."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assessments.assessment import Evidence, Json
from assessments.errors import AnswerRejection, ReviewsRejectedError
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.refusals import Refusal, Rejected
from assessments.services.rejections import given_twice, refused_answer, unknown_question
from assessments.texts import Language, both, say_number

MAX_COMMENT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReview:
    """What an advisor says of the answer to a question; nothing takes away what was said."""

    question: str
    level: int | None = None
    evidence: Evidence | None = None
    comment: str | None = None

    @property
    def said(self) -> tuple[int | None, Evidence | None, str | None]:
        """What it says."""
        return self.level, self.evidence, self.comment

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it."""
        return self.said == (None, None, None)


def accepted_reviews(
    questionnaire: CompiledQuestionnaire, answers: Json, given: Iterable[GivenReview]
) -> list[GivenReview]:
    """Return reviews of `answers` as they are kept, in the order in which they were given.

    Each is of another question, so that there are never more than there are questions.

    Raises:
        ReviewsRejectedError: At least one is not accepted.
    """
    tidied = [replace(review, comment=_tidied(review.comment)) for review in given]
    rejections = list(_rejections(questionnaire, answers, tidied))
    if rejections:
        raise ReviewsRejectedError(rejections)
    return tidied


def _tidied(comment: str | None) -> str | None:
    """Return a comment without blanks around it, its lines parted by one kind of line break."""
    return None if comment is None else comment.replace("\r\n", "\n").strip()


def _rejections(
    questionnaire: CompiledQuestionnaire, answers: Json, given: Sequence[GivenReview]
) -> Iterator[AnswerRejection]:
    seen: set[str] = set()
    for review in given:
        twice = given_twice(review.question).rejected if review.question in seen else None
        rejected = twice or _rejected(questionnaire, answers, review)
        if rejected is not None:
            yield refused_answer(review.question, rejected)
        seen.add(review.question)


def _rejected(
    questionnaire: CompiledQuestionnaire, answers: Json, review: GivenReview
) -> Rejected | None:
    asked = questionnaire.definition.questions_by_slug
    if review.question not in asked:
        return unknown_question(asked, review.question)
    if review.question not in answers:
        return _NOT_ANSWERED
    if review.level is not None and not asked[review.question].scored:
        return _NOT_SCORED
    if review.level is not None and not 0 <= review.level <= MAX_LEVEL:
        return _NO_LEVEL
    return None if review.comment is None or _is_readable(review.comment) else _NO_COMMENT


def _is_readable(comment: str) -> bool:
    hidden = (unicodedata.category(letter).startswith("C") for letter in comment if letter != "\n")
    return 1 <= len(comment) <= MAX_COMMENT and not any(hidden)


_NOT_ANSWERED = Rejected(
    code=Refusal.NOT_ANSWERED,
    message=both(
        "Bedriften har ikke svart på dette spørsmålet, så det er ikke noe svar å vurdere. Utelat"
        " det.",
        "The company has not answered this question, so there is no answer to review. Leave it"
        " out.",
    ),
)
_NOT_SCORED = Rejected(
    code=Refusal.NOT_SCORED,
    message=both(
        "Spørsmålet gir ikke poeng, så svaret har ikke noe nivå. Utelat `level`; dere kan fortsatt"
        " kommentere svaret.",
        "The question is not scored, so the answer has no level. Leave `level` out; you can still"
        " comment on the answer.",
    ),
)
_NO_LEVEL = Rejected(
    code=Refusal.OUT_OF_RANGE,
    message=both(
        f"Nivået må være fra 0 til {MAX_LEVEL}. Rett det, eller utelat det.",
        f"The level must be from 0 to {MAX_LEVEL}. Correct it, or leave it out.",
    ),
)
_NO_COMMENT = Rejected(
    code=Refusal.INVALID_TEXT,
    message=both(
        f"Kommentaren må ha fra 1 til {say_number(MAX_COMMENT, Language.NB)} tegn, og ingen"
        " usynlige tegn utenom linjeskift. Rett den, eller utelat den.",
        f"The comment must have from 1 to {say_number(MAX_COMMENT, Language.EN)} characters, and no"
        " invisible ones but line breaks. Correct it, or leave it out.",
    ),
)
