"""What the notice says of rights, and of companies that are persons."""

from collections.abc import Sequence
from typing import Final

from assessments.texts import Text, both

RIGHTS: Final[Sequence[Text]] = (
    both(
        "Se og ta med: Logg inn for bedriften, og last ned alt om den som én fil (JSON). Har"
        " dere lenken til en egenvurdering, leser dere alt i den.",
        "See and get a copy: sign in for the company, and download everything about it as one"
        " file (JSON). With the link to an assessment you read all of it.",
    ),
    both(
        "Rette: Endre bedriftens profil, eller utkastet. Et levert resultat endres aldri. Er"
        " det galt, ta en ny egenvurdering, eller slett den.",
        "Correct: change the company's profile, or the draft. A submitted result never changes."
        " If it is wrong, take a new assessment, or erase it.",
    ),
    both(
        "Slette: Slett en egenvurdering, eller bedriften med alt som er knyttet til den. Det"
        " skjer straks, og kan ikke angres. En egenvurdering kan dere slette også med en lenke som"
        " er utløpt.",
        "Erase: erase an assessment, or the company with everything that belongs to it. It is"
        " done at once, and cannot be undone. You can erase an assessment also with a link that"
        " has expired.",
    ),
    both(
        "Trekke tilbake et samtykke: Slutt å dele, så ser mottakeren ikke mer, og kontakten"
        " slettes. Det går også med en lenke som er utløpt, men den viser ikke hvem dere deler"
        " med: Oppgi mottakeren og formålet, eller slett egenvurderingen, så deles den ikke med"
        " noen. Det mottakeren allerede har lest, kan vi ikke ta tilbake.",
        "Withdraw a consent: stop sharing, and the recipient sees no more, and the contact is"
        " erased. That also works with a link that has expired, but it does not show with whom"
        " you share: name the recipient and the purpose, or erase the assessment, and it is shared"
        " with nobody. What the recipient has read already we cannot take back.",
    ),
    both(
        "Ikke lenger telle med i tall om mange: Si fra for en egenvurdering, eller for alle som"
        " bedriften har. Det går også med en lenke som er utløpt, og dere kan ombestemme dere."
        " Resultatet blir stående som det er. Tall som er publisert, blir stående til de byttes"
        " ut.",
        "Be counted in figures about many no longer: say so for an assessment, or for all that the"
        " company has. That also works with a link that has expired, and you can change your mind."
        " The result stays as it is. Figures that are published stay until they are replaced.",
    ),
    both(
        "Protestere, eller be oss begrense bruken: Skriv til"
        " {contact}. Gjør det også om du har mistet lenken, eller vil se hva som er lagret om deg"
        " selv. Du skal ha svar innen en måned.",
        "Object, or ask us to restrict the use: write to {contact}. Do so too if you have lost"
        " the link, or want to see what is stored about yourself. You will get an answer within"
        " a month.",
    ),
    both(
        "Klage: Mener du at vi bryter reglene, kan du klage til Datatilsynet,"
        " https://www.datatilsynet.no.",
        "Complain: if you think that we break the rules, you can complain to the Norwegian Data"
        " Protection Authority (Datatilsynet), https://www.datatilsynet.no.",
    ),
)
"""Each right and how to use it."""

SOLE_PROPRIETORS: Final[Sequence[Text]] = (
    both(
        "Et enkeltpersonforetak er den som eier det. Alt dere oppgir om foretaket, også"
        " organisasjonsnummeret, er da opplysninger om deg som person.",
        "A sole proprietorship is whoever owns it. All that you state about it, the"
        " organisation number too, is then about you as a person.",
    ),
    both(
        "Et organisasjonsnummer sier ikke om noe er et enkeltpersonforetak. Derfor verner vi"
        " alle bedrifter som personer: Alle har det samme vernet og de samme rettighetene, og"
        " dere trenger ikke be om det.",
        "An organisation number does not tell whether something is a sole proprietorship. So we"
        " protect all companies as persons: all have the same protection and the same rights,"
        " and you need not ask for it.",
    ),
)
"""What it means that some companies are persons."""
