"""Says why the outcome of an offer has turned."""

from collections.abc import Mapping, Sequence
from datetime import date

from assessments.content.library import CompiledCatalogue
from assessments.content.wording import (
    UNKNOWN,
    UNSETTLED,
    facts_asked,
    say_grounds,
    say_unsettled,
)
from assessments.matching.outcome import Verdict
from assessments.matching.turning import (
    Closing,
    CriterionTurned,
    DatesChanged,
    EntryChanged,
    OfferAdded,
    OfferRemoved,
    Opening,
    RulesChanged,
    StatusChanged,
    Why,
)
from assessments.texts import Language, Text, both, say_day

NO_LONGER_ASKED = both("Kreves ikke lenger", "No longer asked for")
NOW_SOFT = both("Ikke lenger et absolutt krav", "No longer a hard requirement")
ONLY_OTHERS = both(
    "Nå kan bare andre søke; dere når tilbudet gjennom dem.",
    "Only others may apply now; you reach the offer through them.",
)
COMPANIES = both("Nå kan bedrifter søke selv.", "Companies may apply themselves now.")
REWORDED = both("Kriteriet er endret.", "The criterion has changed.")

FIXED: Mapping[type[Why], Text] = {
    RulesChanged: both(
        "Eksportklar regner annerledes enn da resultatet ble laget.",
        "Eksportklar works this out otherwise than when the result was made.",
    ),
    OfferAdded: both("Tilbudet er nytt i oversikten.", "The offer is new in the catalogue."),
    OfferRemoved: both(
        "Tilbudet er tatt ut av oversikten.", "The offer has been taken out of the catalogue."
    ),
    EntryChanged: both(
        "Det som står om tilbudet, er endret.", "What is said of the offer has changed."
    ),
}
TURNED: Mapping[tuple[bool, Verdict], Text] = {
    (False, Verdict.MET): both("Oppfylt nå", "Met now"),
    (False, Verdict.UNMET): both("Ikke oppfylt", "Not met"),
    (False, Verdict.UNKNOWN): UNKNOWN,
    (True, Verdict.UNMET): both("Ikke lenger oppfylt", "No longer met"),
    (True, Verdict.UNKNOWN): both("Kan ikke lenger avgjøres", "Can no longer be decided"),
}
"""How a criterion has turned: whether it was met before, and what it is now."""

BEGUN: Mapping[Verdict, Text] = {
    Verdict.MET: both("Kreves nå, og er oppfylt", "Required now, and met"),
    Verdict.UNMET: both("Kreves nå, og er ikke oppfylt", "Required now, and not met"),
    Verdict.UNKNOWN: both(
        "Kreves nå, og kan ikke avgjøres ennå", "Required now, and cannot be told yet"
    ),
}
"""How a criterion stands that was not asked for, or was no hard one."""


def say_reasons(reasons: Sequence[Why], catalogue: CompiledCatalogue, language: Language) -> str:
    """Return `reasons` as sentences, in their order."""
    return " ".join(
        _of_criterion(why, catalogue, language)
        if isinstance(why, CriterionTurned)
        else _of_entry(why, catalogue).into(language)
        for why in reasons
    )


def _of_entry(why: Why, catalogue: CompiledCatalogue) -> Text:
    if isinstance(why, StatusChanged):
        labels = catalogue.definition.words.statuses
        old, new = labels[why.before], labels[why.after]
        return both(
            f"Statusen er endret fra «{old.nb}» til «{new.nb}».",
            f"The status has changed from '{old.en}' to '{new.en}'.",
        )
    if isinstance(why, DatesChanged):
        return _dates(why)
    if isinstance(why, Opening):
        nb, en = ("Åpnet", "Opened on") if why.opened else ("Åpner først", "Opens only on")
        return both(f"{nb} {_nb(why.on)}.", f"{en} {_en(why.on)}.")
    if isinstance(why, Closing):
        nb, en = ("Siste dag var", "Closed after") if why.closed else ("Åpent til", "Open until")
        return both(f"{nb} {_nb(why.on)}.", f"{en} {_en(why.on)}.")
    if isinstance(why, EntryChanged) and why.for_companies is not None:
        return COMPANIES if why.for_companies else ONLY_OTHERS
    return FIXED[type(why)]


def _dates(why: DatesChanged) -> Text:
    nb, en = ["Datoene er endret"], ["The dates have changed"]
    if why.valid_from is not None:
        nb.append(f"åpner {_nb(why.valid_from)}")
        en.append(f"opens on {_en(why.valid_from)}")
    if why.valid_to is not None:
        nb.append(f"siste dag er {_nb(why.valid_to)}")
        en.append(f"the last day is {_en(why.valid_to)}")
    if len(nb) == 1:
        nb.append("ingen start eller frist er satt")
        en.append("no start or deadline is set")
    return both(f"{nb[0]}: {', '.join(nb[1:])}.", f"{en[0]}: {', '.join(en[1:])}.")


def _nb(day: date) -> str:
    return say_day(day, Language.NB)


def _en(day: date) -> str:
    return say_day(day, Language.EN)


def _of_criterion(why: CriterionTurned, catalogue: CompiledCatalogue, language: Language) -> str:
    asks, known = why.criterion.text.into(language).rstrip("."), why.known
    if why.after is None:
        ceased = NOW_SOFT if why.soft else NO_LONGER_ASKED
        return f"{ceased.into(language)}: {asks}."
    turned = (
        BEGUN[why.after] if why.before is None else TURNED[why.before is Verdict.MET, why.after]
    )
    how = turned.into(language)
    if why.after is Verdict.UNKNOWN:
        asked = facts_asked(why.criterion, catalogue.behind)
        grounds = say_unsettled(why.criterion, asked, catalogue.facts, known, language)
        if (
            why.before not in {None, Verdict.MET}
            and grounds
            and all(slug in known for slug in asked)
        ):
            how = UNSETTLED.into(language)
    else:
        grounds = say_grounds(why.criterion, catalogue.facts, known, language, why.blamed)
    on = f" ({grounds})" if grounds else ""
    reworded = f" {REWORDED.into(language)}" if why.changed else ""
    return f"{how}: {asks}{on}.{reworded}"
