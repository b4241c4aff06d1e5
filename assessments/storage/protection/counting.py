"""What is counted in figures about many, for whom, and the cells."""

from typing import Final

from assessments.storage.protection.entries import AboutNobody, Entry, Holds, Otherwise, Protected
from assessments.storage.protection.grounds import COUNTED

MEASURES: Final[Entry] = AboutNobody(
    "It holds names of what results are counted under, which follow from the content."
)

CONTRIBUTIONS: Final[Entry] = Protected(
    purpose="To count each company, or the group that it belongs to, once in a period, and to take"
    " out of the figures what it no longer contributes.",
    grounds=(COUNTED,),
    kept="While the result is the latest of its quarter, agreed to be counted and there.",
    erased="In the transaction in which an assessment or a company is erased, with what it added to"
    " `cells`. The database refuses to erase a result that is still counted.",
    readers="The worker that keeps the cells. Whoever sees the result sees that it is counted.",
    columns={
        Holds.COMPANY: (
            *("contributor", "region", "size_band", "sector", "clusters", "measures", "amounts"),
        ),
        Holds.LINK: ("result_id", "atom"),
        Holds.RECORD: ("questionnaire_slug", "quarter", "record_key", "entered_at"),
    },
    otherwise={
        "contributor": Otherwise(
            note="The organisation number of the company, or the number of its group."
        ),
        "atom": Otherwise(
            purpose="To publish no figure that, with earlier ones, would show somebody alone.",
            note="A number of `disclosure_atoms`. Shown to nobody.",
        ),
        "record_key": Otherwise(note="64 bits of chance, which say nothing. Shown to nobody."),
    },
)

DISCLOSURE_ATOMS: Final[Entry] = Protected(
    purpose="To publish no figure that, with earlier ones, would show somebody alone.",
    grounds=(COUNTED,),
    kept="Without limit: what has been published stays known.",
    erased="It is not: it says of a set how many were in it, not who. A contribution that goes"
    " leaves one more of `ghosts`.",
    readers="The worker that keeps the cells.",
    columns={Holds.RECORD: ("id", "ghosts")},
)

CELLS: Final[Entry] = Protected(
    purpose="To make figures about many of those who agreed to be counted.",
    grounds=(COUNTED,),
    kept="While anybody is counted in them; an empty one says how many came and went since the last"
    " release, and nothing else.",
    erased="What a company added is taken out in the transaction that erases it.",
    readers="The worker that keeps the cells. They are exact, a cell may be of one company alone,"
    " and nobody is shown them: what is shown is made of them under the rules for disclosure.",
    columns={
        Holds.COMPANY: ("contributors", "counts"),
        Holds.RECORD: (
            *("questionnaire_slug", "period", "cluster", "region", "size_band", "sector"),
            *("record_keys", "changes"),
        ),
    },
)

COHORT_RELEASES: Final[Entry] = AboutNobody(
    "It says when figures about many were replaced, and how many companies each was of at least."
)

COHORT_FIGURES: Final[Entry] = AboutNobody(
    "Each row is about nine companies or more, and is made so that nobody can be told by it, nor"
    " by it together with others: docs/disclosure.md. What an erased company added to a figure"
    " stays in it until nine companies have come, gone or changed; the figure is withheld at the"
    " next release where fewer than nine are left."
)
