"""How figures come about, how they are protected and what they rest on, in words to quote."""

from collections.abc import Iterator
from typing import Final

from assessments.briefs.brief import Paragraph, Source
from assessments.briefs.gathered import Gathered
from assessments.briefs.words import NOT_SHOWN
from assessments.cohorts.disclosure.noise import OF_COUNTS
from assessments.cohorts.told import Told
from assessments.texts import Language, Text, both, say_day

_COUNTED: Final = both(
    "Med er bedrifter som har bevist organisasjonsnummeret sitt, sendt inn svarene og sagt ja til"
    " å telles med. Det siste svaret gjelder. Selskaper i samme bekreftede konsern telles som én."
    " Hvem som er medlem i en klynge, står på klyngens egen liste.",
    "Counted are companies that proved their organisation number, submitted their answers and"
    " agreed to be counted. The latest answer stands. Companies of one verified group count as"
    " one. Who is a member of a cluster stands on the cluster's own list.",
)
DECLARED: Final = both(
    "Bedriftene vurderer seg selv, og ingen har kontrollert svarene. De har valgt å svare, og kan"
    " skille seg fra dem som lot være. Tallene beskriver dem som svarte, ikke hele næringen.",
    "Companies assess themselves, and nobody has checked the answers. They chose to answer, and"
    " may differ from those that did not. The figures describe those that answered, not the whole"
    " industry.",
)
_GAPS: Final = both(
    "En bedrift har et hinder når svaret på et spørsmål om det er lavt. Virkemiddel mangler når"
    " ingen ordning som avhjelper hinderet, passer eller kan passe for bedriften den dagen den"
    " sendte inn. Et løft er et spørsmål der ett trinn opp gir bedriften et høyere nivå samlet.",
    "A company has a barrier when its answer to a question about it is low. A scheme is missing"
    " when no scheme that relieves the barrier fits or may fit the company on the day that it"
    " submitted. A lever is a question of which one step up gives the company a higher level"
    " overall.",
)
_QUARTERS: Final = both(
    "I hvert kvartal telles de som sendte inn da. Det er ikke de samme bedriftene fra kvartal til"
    " kvartal, så en endring kan komme av hvem som svarte.",
    "Each quarter counts those that submitted in it. They are not the same companies from quarter"
    " to quarter, so a change may come from who answered.",
)
_CELL_KEYS: Final = both(
    "Cellenøkler: Fraser og Wooton (2005), Thompson, Broadfoot og Elazar (2013); Eurostats råd for"
    " folketellingen 2021. Geometrisk støy: Ghosh, Roughgarden og Sundararajan (2009).",
    "Cell keys: Fraser and Wooton (2005), Thompson, Broadfoot and Elazar (2013); Eurostat's"
    " guidelines for the 2021 census. Geometric noise: Ghosh, Roughgarden and Sundararajan"
    " (2009).",
)


def method(gathered: Gathered) -> tuple[Paragraph, ...]:
    """Return how the figures came about and how they are protected."""
    return tuple(Paragraph(heading=heading, text=text) for heading, text in _said(gathered))


def _said(gathered: Gathered) -> Iterator[tuple[Text, Text]]:
    yield both("Hvem som telles", "Who is counted"), _COUNTED
    yield both("Hva tallene ikke sier", "What the figures do not say"), DECLARED
    yield both("Hinder, virkemidler og løft", "Barriers, schemes and levers"), _GAPS
    if gathered.basis.scoring is not None:
        yield both("Poeng og nivåer", "Scores and levels"), gathered.basis.scoring
    yield both("Utvikling", "Trend"), _QUARTERS
    yield (
        both("Slik er bedriftene beskyttet", "How companies are protected"),
        protection(gathered.minimum),
    )
    yield (
        both("Hvor nøyaktige tallene er", "How precise the figures are"),
        precision(gathered.whole.told),
    )


def protection(least: int) -> Text:
    """Return how figures are protected that are about so many companies at least, to be quoted."""
    return both(
        f"Hvert tall handler om minst {least} bedrifter som har valgt å svare og sagt ja til å"
        " telles med. Tall merket som nøyaktige er nøyaktige. Alle andre har litt støy, den samme"
        " hver gang det spørres om de samme bedriftene, så de er omtrent riktige og røper ingen."
        f" Tallene endres i steg på minst {least} bedrifter. Der det står «{NOT_SHOWN.nb}», er"
        " bedriftene for få, eller så kunne tallet røpet noen.",
        f"Every figure is about at least {least} companies that chose to answer and agreed to be"
        " counted. Figures marked exact are exact. All others carry a little noise, the same each"
        " time the same companies are asked about, so that they are about right and tell of"
        f" nobody. Figures change in steps of at least {least} companies. Where it says"
        f" “{NOT_SHOWN.en}”, there are too few companies, or the figure could have told of"
        " somebody.",
    )


def precision(told: Told | None) -> Text:
    """Return how far counts may be from the truth."""
    margin = OF_COUNTS.margin
    nb = f"Antall etter svar, nivå eller hinder er riktige innenfor ±{margin} i 19 av 20 tilfeller."
    en = f"Counts of companies by answer, level or barrier are within ±{margin} in 19 of 20 cases."
    if told is not None:
        percent = -(-100 * margin // told.companies)
        nb += f" Av alle bedriftene er det ±{percent} prosentpoeng."
        en += f" Of all companies that is ±{percent} percentage points."
    nb += " Tall med støy går ikke alltid opp; prosentene trenger ikke bli 100 til sammen."
    en += " Figures with noise do not always add up; percentages need not come to 100."
    return both(nb, en)


def sources(gathered: Gathered) -> tuple[Source, ...]:
    """Return what figures and names come from."""
    _, title = gathered.named.questionnaire
    basis = gathered.basis
    versions = ", ".join(str(version) for version in basis.versions)
    nb, en = (say_day(basis.compiled_on, language) for language in (Language.NB, Language.EN))
    return (
        Source(title=title, detail=both(f"Versjon {versions}.", f"Version {versions}.")),
        Source(
            title=basis.catalogue,
            detail=both(
                f"Satt sammen {nb}. {basis.how_compiled.nb}",
                f"Compiled on {en}. {basis.how_compiled.en}",
            ),
        ),
        Source(
            title=both("Metoden for beskyttelse", "The method of protection"), detail=_CELL_KEYS
        ),
    )
