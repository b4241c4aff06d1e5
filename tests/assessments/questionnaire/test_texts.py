"""Texts in every language."""

from assessments.texts import Language, Text, both


def test_nynorsk_falls_back_to_bokmaal() -> None:
    without = both("Hvem", "Who")
    assert [without.into(language) for language in Language] == ["Hvem", "Hvem", "Who"]
    complete = Text(nb="Hvem", nn="Kven", en="Who")
    assert [complete.into(language) for language in Language] == ["Hvem", "Kven", "Who"]
