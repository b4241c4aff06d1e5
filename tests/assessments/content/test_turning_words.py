"""The sentences that say why an outcome has turned."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from assessments.content.turning_words import COMPANIES, FIXED, ONLY_OTHERS, say_reasons
from assessments.matching.offers import Criterion, Status
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
from assessments.questionnaire.conditions.nodes import leaves
from assessments.questionnaire.values import Marker, Values
from assessments.texts import Language
from tests.assessments.matching.made_offers import criterion
from tests.fixtures.engine import content

MAY: Final = date(2026, 5, 1)
JUNE: Final = date(2026, 6, 30)
ASKS: Final = {"nb": "Bedriften bruker KI.", "en": "The company uses AI."}
AI: Final = Criterion.model_validate(criterion("uses_ai", text=ASKS))
MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN


def _said(*reasons: Why, known: Values | None = None) -> tuple[str, str]:
    catalogue = content().catalogue
    with_known = [
        replace(why, known=known or {}) if isinstance(why, CriterionTurned) else why
        for why in reasons
    ]
    nb, en = (
        say_reasons(with_known, catalogue, language) for language in (Language.NB, Language.EN)
    )
    return nb, en


@pytest.mark.parametrize(
    ("why", "nb", "en"),
    [
        (Opening(MAY, opened=True), "Åpnet 1. mai 2026.", "Opened on 1 May 2026."),
        (Opening(MAY, opened=False), "Åpner først 1. mai 2026.", "Opens only on 1 May 2026."),
        (Closing(JUNE, closed=True), "Siste dag var 30. juni 2026.", "Closed after 30 June 2026."),
        (Closing(JUNE, closed=False), "Åpent til 30. juni 2026.", "Open until 30 June 2026."),
        (
            DatesChanged(MAY, JUNE),
            "Datoene er endret: åpner 1. mai 2026, siste dag er 30. juni 2026.",
            "The dates have changed: opens on 1 May 2026, the last day is 30 June 2026.",
        ),
        (
            DatesChanged(None, JUNE),
            "Datoene er endret: siste dag er 30. juni 2026.",
            "The dates have changed: the last day is 30 June 2026.",
        ),
        (
            DatesChanged(None, None),
            "Datoene er endret: ingen start eller frist er satt.",
            "The dates have changed: no start or deadline is set.",
        ),
        (
            StatusChanged(Status.ACTIVE, Status.ENDED),
            "Statusen er endret fra «Aktiv» til «Avsluttet».",
            "The status has changed from 'Active' to 'Ended'.",
        ),
    ],
)
def test_dates_and_statuses(why: Why, nb: str, en: str) -> None:
    assert _said(why) == (nb, en)


@pytest.mark.parametrize(
    ("before", "after", "nb", "en"),
    [
        (UNMET, MET, "Oppfylt nå: Bedriften bruker KI", "Met now: The company uses AI"),
        (None, MET, "Kreves nå, og er oppfylt: Bedr", "Required now, and met: The company"),
        (None, UNMET, "Kreves nå, og er ikke oppfylt:", "Required now, and not met: The comp"),
        (None, UNKNOWN, "Kreves nå, og kan ikke avgjør", "Required now, and cannot be told"),
        (UNKNOWN, UNMET, "Ikke oppfylt: Bedriften bruker KI", "Not met: The company uses AI"),
        (MET, UNMET, "Ikke lenger oppfylt: Bedrif", "No longer met: The company uses AI"),
        (MET, UNKNOWN, "Kan ikke lenger avgjøres: B", "Can no longer be decided: The company"),
        (UNMET, UNKNOWN, "Kan ikke avgjøres ennå: Bed", "Cannot tell yet: The company uses AI"),
        (MET, None, "Kreves ikke lenger: Bedrift", "No longer asked for: The company uses AI"),
    ],
)
def test_a_criterion_turns(before: Verdict | None, after: Verdict | None, nb: str, en: str) -> None:
    said_nb, said_en = _said(CriterionTurned(AI, before, after, changed=False))
    assert said_nb.startswith(nb)
    assert said_en.startswith(en)
    assert (said_nb[-1], said_en[-1]) == (".", ".")


def test_a_criterion_that_is_no_hard_one_any_more_is_still_a_soft_one() -> None:
    assert _said(CriterionTurned(AI, UNMET, None, changed=False, soft=True)) == (
        "Ikke lenger et absolutt krav: Bedriften bruker KI.",
        "No longer a hard requirement: The company uses AI.",
    )


def test_who_may_apply_is_said() -> None:
    assert _said(EntryChanged(for_companies=False)) == (ONLY_OTHERS.nb, ONLY_OTHERS.en)
    assert _said(EntryChanged(for_companies=True)) == (COMPANIES.nb, COMPANIES.en)
    assert _said(EntryChanged()) == (FIXED[EntryChanged].nb, FIXED[EntryChanged].en)


def test_a_criterion_says_what_its_verdict_rests_on() -> None:
    name = content().catalogue.facts["uses_ai"].name
    turned = CriterionTurned(AI, UNMET, MET, changed=True)
    assert _said(turned, known={"uses_ai": True}) == (
        f"Oppfylt nå: Bedriften bruker KI ({name.nb}: ja). Kriteriet er endret.",
        f"Met now: The company uses AI ({name.en}: yes). The criterion has changed.",
    )
    unknown = CriterionTurned(AI, MET, UNKNOWN, changed=False)
    assert _said(unknown, known={"uses_ai": True})[1] == (
        "Can no longer be decided: The company uses AI."
    )


def test_a_criterion_names_what_cannot_be_worked_out() -> None:
    share = {"fact": "export_share_by_figures", "op": "gte", "value": 25}
    made = Criterion.model_validate(criterion("exports", share, text=ASKS))
    nb, en = _said(
        CriterionTurned(made, MET, UNKNOWN, changed=False),
        known={"export_share_by_figures": Marker.ABSENT},
    )
    name = content().catalogue.facts["export_share_by_figures"].name
    assert nb.endswith(f" KI ({name.nb}: kan ikke regnes ut, siden det deles på 0).")
    assert en.endswith(f" AI ({name.en}: cannot be worked out, since it is divided by 0).")


def test_only_the_values_to_blame_are_named() -> None:
    uses_ai = {"fact": "uses_ai", "op": "eq", "value": True}
    condition = {"all": [uses_ai, {"fact": "employees", "op": "lt", "value": 50}]}
    both = Criterion.model_validate(criterion("both", condition, text=ASKS))
    blamed = tuple(leaf for leaf in leaves(both.condition) if leaf.slug == "employees")
    known: Values = {"uses_ai": True, "employees": 60}
    assert _said(CriterionTurned(both, MET, UNMET, changed=False, blamed=blamed), known=known) == (
        "Ikke lenger oppfylt: Bedriften bruker KI (60 årsverk).",
        "No longer met: The company uses AI (60 full-time equivalents).",
    )


def test_several_reasons_stand_after_each_other() -> None:
    nb, en = _said(RulesChanged(), OfferAdded(), OfferRemoved())
    assert nb == " ".join(FIXED[kind].nb for kind in (RulesChanged, OfferAdded, OfferRemoved))
    assert en == " ".join(FIXED[kind].en for kind in (RulesChanged, OfferAdded, OfferRemoved))


def test_what_the_company_has_said_leaves_it_open_for_good() -> None:
    name = content().catalogue.facts["uses_ai"].name
    why = CriterionTurned(AI, UNMET, UNKNOWN, changed=False)
    assert _said(why, known={"uses_ai": Marker.DONT_KNOW}) == (
        f"Kan ikke avgjøres: Bedriften bruker KI ({name.nb}: vet ikke).",
        f"Cannot tell: The company uses AI ({name.en}: not known).",
    )
    assert _said(why, known={}) == (
        "Kan ikke avgjøres ennå: Bedriften bruker KI.",
        "Cannot tell yet: The company uses AI.",
    )
