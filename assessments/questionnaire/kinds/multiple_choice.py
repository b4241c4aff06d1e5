"""Any number of options of a list; an exclusive one stands alone."""

from datetime import date
from typing import ClassVar, Literal

from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import YesNo
from assessments.questionnaire.kinds.choice import WithOptions
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Plain


class MultipleChoice(WithOptions):
    """One option or more; none where the list `may_be_empty`, which then says "none"."""

    shape: ClassVar[Shape] = Shape.OPTIONS

    kind: Literal["multiple_choice"]
    may_be_empty: YesNo = False

    def _accept(self, given: Given, today: date) -> Plain:
        del today
        slugs = given.payload if isinstance(given.payload, tuple) else ()
        if not slugs and not self.may_be_empty:
            raise NotAccepted(
                Refusal.NOTHING_CHOSEN,
                "Velg minst ett alternativ, eller bruk `clear` for å ta svaret tilbake.",
                "Choose at least one option, or use `clear` to take the answer back.",
            )
        chosen = frozenset(slugs)
        if len(slugs) > len(self.options) or len(chosen) < len(slugs):
            raise NotAccepted(
                Refusal.TOO_MANY,
                "Nevn hvert alternativ bare én gang.",
                "Name each option only once.",
            )
        self.refuse_unknown(slugs)
        self._refuse_company_of_exclusive(chosen)
        return chosen

    def _refuse_company_of_exclusive(self, chosen: frozenset[str]) -> None:
        alone = min((slug for slug in chosen if self.by_slug[slug].exclusive), default=None)
        if alone is not None and len(chosen) > 1:
            text = self.by_slug[alone].text
            raise NotAccepted(
                Refusal.EXCLUSIVE_OPTION,
                f"«{text.nb}» kan ikke velges sammen med andre alternativer. Velg bare det, eller"
                " ta det bort.",
                f"'{text.en}' cannot be chosen together with other options. Choose only that, or"
                " take it out.",
            )
