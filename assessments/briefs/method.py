"""How figures come about, how they are protected and what they rest on, in words to quote."""

from collections.abc import Iterator
from typing import Final

from assessments.briefs.brief import Paragraph, Source
from assessments.briefs.gathered import Gathered
from assessments.briefs.words import NOT_SHOWN
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
        _protection(gathered.protection),
    )
    yield (
        both("Hvor nøyaktige tallene er", "How precise the figures are"),
        precision(gathered.whole.told, gathered.count_margin),
    )


def _protection(method: Text) -> Text:
    return both(
        f"{method.nb} Der det står «{NOT_SHOWN.nb}», er bedriftene for få, eller så kunne tallet"
        " røpet noe om noen.",
        f"{method.en} Where it says “{NOT_SHOWN.en}”, there are too few companies, or the figure"
        " could have told of somebody.",
    )


def precision(told: Told | None, margin: int | None) -> Text:
    """Return how far counts may be from the truth."""
    nb = "Tall med støy går ikke alltid opp; prosentene trenger ikke bli 100 til sammen."
    en = "Figures with noise do not always add up; percentages need not come to 100."
    if told is None or margin is None:
        return both(nb, en)
    percent = -(-100 * margin // told.companies)
    return both(
        f"En støy på {margin} bedrifter er {percent} prosentpoeng av alle bedriftene her."
        f" Forskjeller som er mindre, betyr ikke noe. {nb}",
        f"A noise of {margin} companies is {percent} percentage points of all companies here."
        f" Smaller differences mean nothing. {en}",
    )


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
