"""Advice: a text for every step up in the newest version, and none beside."""

from tests.assessments.content.copied_folder import GROWTH, Breach, CopiedFolder, each

ADVICE = "advice/ready.yaml"
LINE = "  - {question: A3, to_level: 4, text: {nb: 'Ta A3 til 4.', en: 'Take A3 to 4.'}}\n"

BREACHES = [
    Breach(
        name="a question that is not there",
        path=ADVICE,
        old=LINE,
        new=LINE + LINE.replace("A3,", "A9,"),
        rule="advice",
        at="question: A9",
    ),
    Breach(
        name="a question without levels",
        path=ADVICE,
        old=LINE,
        new=LINE + LINE.replace("A3,", "A4,"),
        rule="advice",
        at="question: A4",
    ),
    Breach(
        name="a level that no step reaches",
        path=ADVICE,
        old=LINE,
        new=LINE + LINE.replace("to_level: 4", "to_level: 3"),
        rule="advice",
        at="to_level: 3",
    ),
    Breach(
        name="the lowest level, which no step reaches",
        path=ADVICE,
        old=LINE,
        new=LINE + LINE.replace("to_level: 4", "to_level: 0"),
        rule="advice",
        at="to_level: 0",
    ),
    Breach(
        name="the same step twice",
        path=ADVICE,
        old=LINE,
        new=LINE + LINE.replace("Ta A3 til 4.", "En gang til."),
        rule="advice",
        at="En gang til.",
    ),
    Breach(
        name="a step without advice",
        path=ADVICE,
        old=LINE,
        new="",
        rule="advice",
        at="slug: A3",
        at_path=GROWTH,
    ),
    Breach(
        name="a text that is missing in a language",
        path=ADVICE,
        old=", en: 'Take A3 to 4.'",
        new="",
        rule="text",
        at="question: A3",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_a_questionnaire_without_a_file_lacks_all_its_advice(folder: CopiedFolder) -> None:
    (folder.root / ADVICE).unlink()
    errors = folder.errors()
    assert {rule for rule, _, _ in errors} == {"advice"}
    assert len(errors) == 5


def test_a_file_must_be_for_a_questionnaire_and_named_after_it(folder: CopiedFolder) -> None:
    folder.edit(ADVICE, "questionnaire: ready", "questionnaire: other")
    messages = [p.message for p in folder.check().errors if p.path == ADVICE]
    assert messages == [
        "the file must be named after its questionnaire, `other.yaml`; rename it",
        "there is no questionnaire `other`; choose among ready",
    ]
