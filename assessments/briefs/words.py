"""What a brief says in words of its own figures."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from assessments.briefs.gathered import Gathered
from assessments.texts import Language, Text, both, say_number

NOT_SHOWN: Final = both("vises ikke (for få)", "not shown (too few)")
"""What stands where a figure is withheld."""

CASES: Final = both(
    "Notatet har ingen historier om enkeltbedrifter. En bedrift med nivåer, hinder og bransje er"
    " lett å kjenne igjen for dem som kjenner miljøet, også uten navn, og et notat kan ikke"
    " trekkes tilbake når samtykket blir det. Vil dere ha med et eksempel, så be en bedrift som"
    " har samtykket til å være anonymt eksempel, om å godkjenne teksten.",
    "This brief tells no stories of single companies. A company with its levels, barriers and"
    " sector is easily recognised by those who know the field, even without a name, and a brief"
    " cannot be taken back when a consent is. If you want an example, ask a company that agreed"
    " to be an anonymous case to approve the text.",
)


def title(cluster: tuple[str, Text] | None) -> Text:
    """Return what a brief is called."""
    if cluster is None:
        return both(
            "Hvor eksportklare er norske helsebedrifter?",
            "How export-ready are Norwegian health companies?",
        )
    _, name = cluster
    return both(
        f"Hvor eksportklare er bedriftene i {name.nb}?",
        f"How export-ready are the companies in {name.en}?",
    )


def coverage(gathered: Gathered) -> Text:
    """Return who answered, out of whom; of too few, what it takes."""
    told = gathered.whole.told
    nb, en = _of_whom(gathered)
    if told is None:
        return both(
            f"Det er for få svar til å vise tall: minst {gathered.minimum} bedrifter må ha sendt"
            f" inn et svar og sagt ja til å telles med.{nb} Inviter flere, og minn dem om å si ja"
            " til å telles med når de sender inn.",
            f"There are too few answers to show figures: at least {gathered.minimum} companies"
            f" must have submitted an answer and agreed to be counted.{en} Invite more, and"
            " remind them to agree to be counted when they submit.",
        )
    companies = number(told.companies, is_exact=told.is_exact)
    return both(
        f"{companies.nb} bedrifter har sendt inn et svar og sagt ja til å telles med.{nb} De har"
        " selv valgt å svare, og er ikke et tilfeldig utvalg.",
        f"{companies.en} companies have submitted an answer and agreed to be counted.{en} They"
        " chose to answer, and are no random sample.",
    )


def _of_whom(gathered: Gathered) -> tuple[str, str]:
    """Return what the cluster's own lists say, each in a sentence that goes on another."""
    members, invited = gathered.members, gathered.invited
    nb = en = ""
    if members is not None:
        nb += f" Klyngen har {members} {'medlem' if members == 1 else 'medlemmer'} på listen sin."
        en += f" The cluster has {members} {'member' if members == 1 else 'members'} on its list."
    if invited:
        nb += f" Den har invitert {invited} {'bedrift' if invited == 1 else 'bedrifter'}."
        en += f" It has invited {invited} {'company' if invited == 1 else 'companies'}."
    return nb, en


def number(companies: int, *, is_exact: bool) -> Text:
    """Return a number of companies, at the beginning of a sentence."""
    nb, en = (say_number(companies, language) for language in (Language.NB, Language.EN))
    return both(nb, en) if is_exact else both(f"Omtrent {nb}", f"About {en}")


def points(value: Decimal) -> Text:
    """Return points with the language's decimal sign."""
    exact = Fraction(value)
    return both(say_number(exact, Language.NB), say_number(exact, Language.EN))
