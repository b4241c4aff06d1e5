"""The words of a brief as PDF that are in no brief as JSON: headings, and what stands in tables."""

from collections.abc import Mapping
from typing import Final

from assessments.briefs.words import NOT_SHOWN
from assessments.texts import Text, both

WORDS: Final[Mapping[str, Text]] = {
    "kicker": both("Kunnskapsgrunnlag", "Evidence brief"),
    "not_shown": NOT_SHOWN,
    "about": both("ca.", "about"),
    "of_figures": both("Tall fra", "Figures of"),
    "release": both("Utgave", "Release"),
    "page": both("Side", "Page"),
    "of": both("av", "of"),
    "unchecked": both("Egenvurdering, ikke kontrollert", "Self-assessed, not checked by others"),
    "least": both("Minste antall bak et tall:", "Fewest companies behind a figure:"),
    "companies": both("Bedrifter", "Companies"),
    "tile_companies": both("bedrifter er med", "companies are counted"),
    "tile_mean": both("poeng av 100 i snitt", "points of 100 on average"),
    "tile_ready": both("er på nivået «NAME» eller høyere", "are on the level “NAME” or higher"),
    "tile_barrier": both("har hinderet «NAME»", "have the barrier “NAME”"),
    "findings": both("Hovedfunn", "Main findings"),
    "levels": both("Hvor klare er bedriftene?", "How ready are the companies?"),
    "levels_note": both(
        "Andel av bedriftene på hvert nivå, i prosent, og gjennomsnitt av 100 poeng. Søylene er"
        " trukket ut til full bredde.",
        "Share of the companies on each level, in per cent, and the mean of 100 points. Bars are"
        " drawn to full width.",
    ),
    "theme": both("Tema", "Theme"),
    "overall": both("Samlet", "Overall"),
    "mean": both("Snitt", "Mean"),
    "level_shares": both("Bedrifter etter nivå", "Companies by level"),
    "barriers": both("Hva holder dem tilbake?", "What holds them back?"),
    "barriers_note": both(
        "Bedrifter som har hinderet, og bedrifter som har det uten at noen ordning som avhjelper"
        " det, er åpen for dem. Andel av alle bedriftene.",
        "Companies that have the barrier, and companies that have it while no scheme that relieves"
        " it is open to them. Share of all companies.",
    ),
    "barrier": both("Hinder", "Barrier"),
    "has": both("Har hinderet", "Have the barrier"),
    "unmet": both("Mangler ordning", "Lack a scheme"),
    "schemes": both("Hvilke ordninger kan de bruke?", "Which schemes can they use?"),
    "schemes_note": both(
        "Andel av bedriftene som oppfyller vilkårene, som kan gjøre det når de svarer på mer, og"
        " som mangler litt.",
        "Share of the companies that meet the criteria, that may do so once they answer more, and"
        " that lack little.",
    ),
    "scheme": both("Ordning", "Scheme"),
    "eligible": both("Oppfyller vilkårene", "Meet the criteria"),
    "cannot_tell": both("Uavklart", "Cannot tell"),
    "near_miss": both("Mangler litt", "Lack little"),
    "levers": both("Hva ville løfte flest?", "What would lift most?"),
    "levers_note": both(
        "Andel av bedriftene som når et høyere nivå samlet ved å bli ett trinn bedre på dette.",
        "Share of the companies that reach a higher level overall by one step up in this.",
    ),
    "question": both("Spørsmål", "Question"),
    "lifted": both("Løftes et nivå", "Lifted a level"),
    "regions": both("Hvor i landet?", "Where in the country?"),
    "regions_note": both(
        "Gjennomsnitt av 100 poeng etter fylke. Der de fleste fylkene er for små til å vises, står"
        " landsdelene.",
        "Mean of 100 points by county; larger regions where most counties are too small to show.",
    ),
    "region": both("Fylke eller landsdel", "County or region"),
    "quarters": both("Hvordan går det over tid?", "How does it go over time?"),
    "quarters_note": both(
        "Gjennomsnitt av 100 poeng blant dem som sendte inn i kvartalet.",
        "Mean of 100 points among those that submitted in the quarter.",
    ),
    "quarter": both("Kvartal", "Quarter"),
    "chart": both("Linjediagram over gjennomsnittet:", "Line chart of the mean:"),
    "too_few_here": both("Vises ikke (for få):", "Not shown (too few):"),
    "nothing": both("Ingen tall kan vises ennå", "No figures can be shown yet"),
    "how_to_go_on": both(
        "Når nok bedrifter har svart, kommer nivåer, hinder, ordninger, regioner og utvikling her."
        " Neste side sier hvordan tallene lages, og hvorfor få svar ikke vises.",
        "Once enough companies have answered, levels, barriers, schemes, regions and the trend"
        " stand here. The next page says how figures are made, and why few answers are not shown.",
    ),
    "method": both("Slik er tallene laget", "How the figures are made"),
    "cases": both("Enkeltbedrifter", "Single companies"),
    "sources": both("Kilder", "Sources"),
}
"""By the name that the template has for it; NAME is put in by the template."""
