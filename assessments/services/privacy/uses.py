"""What the notice says of what is stored, why, who sees it, and for how long."""

from collections.abc import Sequence
from typing import Final

from assessments.texts import Text, both

STORED: Final[Sequence[Text]] = (
    both(
        "Det dere svarer og oppgir om bedriften, resultatet av det, og når noe ble endret. Dere"
        " kan svare uten å logge inn, og trenger ikke si hvem dere er.",
        "What you answer and state about the company, the result of it, and when something was"
        " changed. You can answer without signing in, and need not say who you are.",
    ),
    both(
        "Når dere deler en egenvurdering: med hvem, til hva, hvor mye, og en kontakt hvis dere"
        " oppgir en.",
        "When you share an assessment: with whom, what for, how much, and a contact if you give"
        " one.",
    ),
    both(
        "Når en rådgiver vurderer svar som dere har delt: hva rådgiveren mener om dem. Dere leser"
        " det ved siden av svarene, som blir stående.",
        "When an advisor reviews answers that you have shared: what the advisor makes of them. You"
        " read it beside your answers, which stay as they are.",
    ),
    both(
        "Organisasjonsnumre som klynger gir oss for medlemmene sine og dem de inviterer, og hvilke"
        " selskaper som hører til samme konsern. Vi har dem fra klyngene og fra offentlige"
        " registre, og de sier ikke om dere har brukt tjenesten. Følger dere en invitasjon, husker"
        " egenvurderingen hvilken det var. Klyngen får ikke vite det.",
        "Organisation numbers that clusters give us of their members and of those they invite, and"
        " which companies belong to the same group. We have them from the clusters and from public"
        " registers, and they do not say whether you have used the service. If you follow an"
        " invitation, the assessment remembers which it was. The cluster is not told.",
    ),
    both(
        "Når du logger inn: koden som innloggingstjenesten kjenner deg under, ved siden av det"
        " du gjorde og når. Vi lagrer aldri fødselsnummer fra innloggingen.",
        "When you sign in: the code by which the identity provider knows you, beside what you"
        " did and when. We never store a national identity number from signing in.",
    ),
    both(
        "Hemmeligheten i lenken til en egenvurdering og i API-nøkler lagres bare som et avtrykk"
        " (hash) som den ikke kan leses ut av.",
        "Of the secret in the link to an assessment and in API keys we store only a hash, from"
        " which it cannot be read.",
    ),
    both(
        "Skriv ikke om enkeltpersoner eller om noens helse i svarene. Det trengs ikke.",
        "Do not write about individuals or anybody's health in your answers. It is not needed.",
    ),
)
"""What is stored."""

REASONS: Final[Sequence[Text]] = (
    both(
        "For å gi dere egenvurderingen dere ber om. Er bedriften et enkeltpersonforetak, bygger"
        " det på avtalen med deg (personvernforordningen artikkel 6 nr. 1 bokstav b). Svarer du"
        " for en annen bedrift, bygger det på berettiget interesse (bokstav f): Bedriften skal"
        " få tjenesten den ber om.",
        "To give you the assessment that you ask for. If the company is a sole proprietorship,"
        " the basis is the contract with you (GDPR article 6(1)(b)). If you answer for another"
        " company, it is a legitimate interest (6(1)(f)): the company is to get the service"
        " that it asks for.",
    ),
    both(
        "For å vise en egenvurdering til dem dere deler den med. Det bygger på samtykke"
        " (bokstav a). Oppgir du noen andre som kontakt, bygger det for dem på berettiget"
        " interesse (bokstav f): Dere og mottakeren skal kunne nå hverandre. Si fra til den det"
        " gjelder.",
        "To show an assessment to those whom you share it with. The basis is consent (6(1)(a))."
        " If you give somebody else as the contact, the basis for them is a legitimate interest"
        " (6(1)(f)): you and the recipient are to reach each other. Tell whoever it is.",
    ),
    both(
        "For å kunne vise hvem som har lest og gjort hva, og stoppe misbruk. Det bygger på"
        " berettiget interesse (bokstav f).",
        "To show who has read and done what, and to stop misuse. The basis is a legitimate"
        " interest (6(1)(f)).",
    ),
    both(
        "For å kontrollere at resultater stemmer, og se hva en endring av spørsmål eller"
        " virkemidler betyr før vi gjør den. Det bygger på berettiget interesse (bokstav f).",
        "To check that results are right, and to see what a change of questions or schemes means"
        " before we make it. The basis is a legitimate interest (6(1)(f)).",
    ),
    both(
        "For tall om mange, bare hvis dere sier ja til det når dere leverer. Det bygger på"
        " samtykke (bokstav a).",
        "For figures about many, only if you agree to it when you submit. The basis is consent"
        " (6(1)(a)).",
    ),
    both(
        "For at tall om en klynge skal gjelde medlemmene, og et konsern telle én gang. Det bygger"
        " på berettiget interesse (bokstav f).",
        "So that figures about a cluster are about its members, and a group of companies counts"
        " once. The basis is a legitimate interest (6(1)(f)).",
    ),
    both(
        "Poengsum og treff regnes ut automatisk, og er råd. Den som gir støtten, avgjør selv"
        " hvem som får den.",
        "Scores and matches are worked out automatically, and are advice. Whoever gives support"
        " decides for themselves who gets it.",
    ),
)
"""What it is stored for, each with its legal basis."""

READERS: Final[Sequence[Text]] = (
    both(
        "Den som har lenken til egenvurderingen, eller er logget inn for bedriften, ser alt i"
        " den. Det gjør også programmer, regnskapsførere og andre som bedriften har gitt tilgang"
        " til det. Hva de leser, lagrer og leverer, ser dere i innsynsloggen.",
        "Whoever holds the link to the assessment, or is signed in for the company, sees all of"
        " it. So do programs, accountants and others that the company has given access to it."
        " What they read, save and submit you see in the access log.",
    ),
    both(
        "En rådgiver eller annen mottaker ser bare det dere har delt med dem, og bare så lenge"
        " samtykket gjelder. Hver gang de leser det, blir det notert. Er egenvurderingen"
        " knyttet til bedriften, ser dere det i innsynsloggen.",
        "An advisor or other recipient sees only what you have shared with them, and only while"
        " the consent stands. Each time that they read it is noted. If the assessment belongs"
        " to the company, you see it in the access log.",
    ),
    both(
        "Et sammendrag viser poengsummer, nivåer, mangler og treff, og navn,"
        " organisasjonsnummer, fylke, størrelse etter antall ansatte, hovedsektor og klynger."
        " Det viser ingen svar, ingen beløp og ikke hvor lenge pengene rekker. Deler dere"
        " svarene, ser mottakeren hele resultatet, også beløp.",
        "A summary shows scores, levels, gaps and matches, and name, organisation number,"
        " county, size by headcount, main sector and clusters. It shows no answers, no amounts"
        " and not how long the money lasts. If you share the answers, the recipient sees the"
        " whole result, amounts included.",
    ),
    both(
        "Administratorer kan ikke lese svar, resultater eller profiler, heller ikke med nøkler de"
        " lager for programmer. Den som drifter databasen, har teknisk tilgang til den, og kan"
        " regne på alle resultater for å se at de stemmer og hva en endring av spørsmål eller"
        " virkemidler betyr.",
        "Administrators cannot read answers, results or profiles, nor with keys that they make for"
        " programs. Whoever operates the database has technical access to it, and may compute over"
        " all results to see that they are right and what a change of questions or schemes means.",
    ),
    both(
        "Tall om mange bedrifter vises til klynger, til programmer med lov til det og til bedrifter"
        " som sammenligner seg. Bare resultater der dere har sagt ja, er med i dem. Et tall"
        " gjelder aldri færre enn ni bedrifter, og tallene er beskyttet for at ingen skal kunne"
        " kjenne igjen en bedrift i dem.",
        "Figures about many companies are shown to clusters, to programs that may read them, and to"
        " companies that compare themselves. Only results where you have agreed are counted in"
        " them. A figure is never about fewer than nine companies, and figures are protected so"
        " that nobody should recognise a company in them.",
    ),
)
"""Who sees what."""

LIFETIME: Final[Sequence[Text]] = (
    both(
        "Et utkast som ingen har endret eller knyttet til en bedrift på {draft}, sletter vi. Et"
        " levert resultat som ingen bedrift har knyttet til seg, sletter vi etter {anonymous}.",
        "We erase a draft that nobody has changed or claimed for {draft}. We erase a submitted"
        " result that no company has claimed after {anonymous}.",
    ),
    both(
        "Medlemslistene er klyngenes egne. Sletter dere bedriften, tar vi den ut av dem, men"
        " klyngen kan føre den opp igjen. Står bedriften feil på en liste, be klyngen om å ta den"
        " ut.",
        "The lists of members are the clusters' own. If you erase the company, we take it off them,"
        " but the cluster can list it again. If it is on a list by mistake, ask the cluster to take"
        " it off.",
    ),
    both(
        "API-nøkler, medlemskap og invitasjoner sletter vi {log} etter at de er over. Det som"
        " ellers er knyttet til en registrert bedrift, beholder vi til bedriften sletter det.",
        "We erase API keys, memberships and invitations {log} after they have ended. What else"
        " belongs to a registered company we keep until the company erases it.",
    ),
    both(
        "Lenken til en egenvurdering virker i {link}, eller til dere bytter den eller"
        " knytter egenvurderingen til bedriften. Med en utløpt lenke kan dere bare slette"
        " egenvurderingen, slutte å dele den, og ta den ut av tall om mange.",
        "The link to an assessment works for {link}, or until you renew it or claim the"
        " assessment for the company. With an expired link you can only erase the"
        " assessment, stop sharing it, and take it out of figures about many.",
    ),
    both(
        "Loggen over hva som er gjort og når, beholder vi. Etter {log} sletter vi koden til den"
        " som gjorde det, organisasjonsnummeret til den som handlet på vegne av en annen, og navnet"
        " på programmer. Slettes bedriften, tar vi straks ut av linjene hvem de handler om og hvem"
        " som gjorde det. Handlet bedriften på vegne av andre, står det igjen i deres logg at noen"
        " gjorde det, men ikke hvem. Nøklene den laget for dem, slutter å virke.",
        "We keep the log of what was done and when. After {log} we erase the code of whoever did"
        " it, the organisation number of whoever acted on another's behalf, and the names of"
        " programs. When the company is erased, we at once take out of its lines whom they are"
        " about and who did it. Where the company acted on behalf of others, their logs still say"
        " that somebody did, and not who. The keys that it made for them stop working.",
    ),
    both(
        "Et samtykke som er trukket tilbake, beholder vi uten kontakten så lenge egenvurderingen"
        " finnes, for å kunne vise at det var gitt. Det bygger på berettiget interesse (bokstav"
        " f).",
        "A consent that is withdrawn we keep without the contact for as long as the assessment is"
        " there, to show that it was given. The basis is a legitimate interest (6(1)(f)).",
    ),
    both(
        "Det som er slettet, kan finnes i sikkerhetskopier til de går ut. Gjenopprettes en"
        " kopi, sletter vi det på nytt.",
        "What is erased can be in backups until these expire. If one is restored, we erase it"
        " again.",
    ),
)
"""How long is kept what."""
