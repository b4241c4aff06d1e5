"""Checks across questions: what they compare is there, and something brings them about."""

from tests.assessments.content.copied_folder import (
    QUESTIONNAIRE,
    QUESTIONNAIRE_CASES,
    Breach,
    CopiedFolder,
    each,
)

OLD = "themes: [growth, market]\n"
MESSAGE = "message: {nb: Stemmer ikke., en: Does not fit.}"


def _check(when: str, slug: str = "odd") -> str:
    return f"  - slug: {slug}\n    severity: warning\n    {MESSAGE}\n    when: {when}\n"


def _with(*checks: str) -> str:
    return f"{OLD}checks:\n{''.join(checks)}"


CUSTOMERS = "{answer: A2, op: gte, value: 1}"
IDEA = "{fact: stage, op: eq, value: idea}"
FITS = _check("{all: [" + CUSTOMERS + ", " + IDEA.replace("eq", "ne") + "]}")


def _breach(name: str, new: str, rule: str, at: str) -> Breach:
    return Breach(name=name, path=QUESTIONNAIRE, old=OLD, new=new, rule=rule, at=at)


BREACHES = [
    _breach(
        "a question that there is not",
        _with(_check("{answer: A9, op: eq, value: none}")),
        "reference",
        "answer: A9",
    ),
    _breach(
        "an option that there is not",
        _with(_check("{answer: A1, op: eq, value: never}")),
        "condition",
        "value: never",
    ),
    _breach(
        "a score", _with(_check("{score: growth, op: gte, value: 5}")), "condition", "score: growth"
    ),
    _breach(
        "a slug given twice",
        _with(_check(CUSTOMERS, "first"), _check("{answer: A2, op: lt, value: 1}", "first  ")),
        "duplicate",
        "slug: first  ",
    ),
    _breach(
        "what can never be",
        _with(
            _check("{all: [{id: a, answer: A2, op: gt, value: 5}, {answer: A2, op: lt, value: 5}]}")
        ),
        "check",
        "answer: A2, op: gt",
    ),
    _breach(
        "an answer that hides the other",
        _with(_check("{all: [{answer: A1, op: eq, value: none}, " + CUSTOMERS + "]}")),
        "check",
        "answer: A1, op: eq, value: none",
    ),
]


@each(BREACHES)
def test_a_breach_is_found_on_its_line(folder: CopiedFolder, breach: Breach) -> None:
    assert folder.errors() == []
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_a_check_that_fits_is_accepted(folder: CopiedFolder) -> None:
    folder.edit(QUESTIONNAIRE, OLD, _with(FITS))
    assert folder.errors() == []


def test_a_check_may_read_an_optional_answer_and_a_later_question(folder: CopiedFolder) -> None:
    when = "{all: [{answer: A4, op: eq, value: x}, {answer: A1, op: eq, value: none}]}"
    folder.edit(QUESTIONNAIRE, OLD, _with(_check(when)))
    assert folder.errors() == []


def test_a_case_says_exactly_which_checks_stand(folder: CopiedFolder) -> None:
    folder.edit(QUESTIONNAIRE, OLD, _with(FITS))
    cases = (folder.root / QUESTIONNAIRE_CASES).read_text("utf-8")
    wrong = f"{cases}  - says: Customers with some progress.\n    checks: []\n"
    (folder.root / QUESTIONNAIRE_CASES).write_text(wrong, "utf-8")
    line = folder.line(QUESTIONNAIRE_CASES, "checks: []")
    assert folder.errors() == [("case", QUESTIONNAIRE_CASES, line)]
    right = wrong.replace("checks: []", "checks: [odd]")
    (folder.root / QUESTIONNAIRE_CASES).write_text(right, "utf-8")
    assert folder.errors() == []
