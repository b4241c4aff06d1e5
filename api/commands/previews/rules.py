"""Regulatory requirements and rules of procurement in words."""

from collections.abc import Iterator

from api.commands.previews.saying import Saying
from assessments.content.catalogue import ProcurementRule, Proposed, Requirement
from assessments.texts import Text, both, say_number

APPLIES = both("Gjelder når", "Applies when")
MATTERS = both("Er viktigere når", "Matters more when")
HOLDS, UNTIL = both("Gjelder fra", "Holds from"), both("Gjelder til og med", "Holds until")
DATE = both("Dato", "Date")
AMOUNT, PROPOSED = both("Beløp", "Amount"), both("Foreslått beløp", "Proposed amount")
KRONER = both("{} kroner uten merverdiavgift", "NOK {} without VAT")
FROM = both("fra", "from")
BUYERS, CONTRACTS = both("Oppdragsgivere", "Buyers"), both("Kontrakter", "Contracts")
EFFECT = both("Virkning", "Effect")
UNDER = both("Under EØS-terskelen", "Below the EEA threshold")
OVER = both("Over EØS-terskelen", "Above the EEA threshold")


def requirement_lines(saying: Saying, entry: Requirement) -> Iterator[str]:
    """Yield what a requirement asks, of whom, and from when."""
    yield saying.plain(entry.requirement)
    for applies in entry.applies_when:
        said = f"{saying.condition(applies.condition)}{saying.sure(applies.basis)}"
        yield saying.line(APPLIES if applies.hard else MATTERS, said)
    yield from saying.barriers(entry.barriers)
    if entry.valid_from is not None:
        yield saying.line(HOLDS, entry.valid_from.isoformat())
    for deadline in entry.dates:
        yield saying.line(DATE, f"{deadline.on.isoformat()}: {saying.say(deadline.what)}")


def procurement_lines(saying: Saying, entry: ProcurementRule) -> Iterator[str]:
    """Yield what a rule of procurement is about, its amounts and its dates."""
    if entry.amount_nok is not None:
        yield saying.line(AMOUNT, _kroner(saying, entry.amount_nok))
    if entry.proposed is not None:
        yield saying.line(PROPOSED, _proposed(saying, entry.proposed))
    parts: tuple[tuple[Text, tuple[Text, ...]], ...] = (
        (BUYERS, _any(entry.buyers)),
        (CONTRACTS, _any(entry.contracts)),
        (EFFECT, _any(entry.effect)),
        (UNDER, entry.under_eea),
        (OVER, entry.over_eea),
    )
    for label, texts in parts:
        yield from (saying.line(label, saying.say(text)) for text in texts)
    if entry.valid_from is not None:
        yield saying.line(HOLDS, entry.valid_from.isoformat())
    if entry.valid_to is not None:
        yield saying.line(UNTIL, entry.valid_to.isoformat())


def _proposed(saying: Saying, proposed: Proposed) -> str:
    said = f"{_kroner(saying, proposed.amount_nok)}. {saying.say(proposed.instrument)}"
    if proposed.in_force is None:
        return said
    return f"{said}, {saying.say(FROM)} {proposed.in_force.isoformat()}"


def _kroner(saying: Saying, amount: int) -> str:
    return saying.say(KRONER).format(say_number(amount, saying.language))


def _any(text: Text | None) -> tuple[Text, ...]:
    return () if text is None else (text,)
