"""Names that somebody chose, as texts quote them."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.texts import quoted
from tests.fixtures.laws import LAW

NAMES = st.text(st.one_of(st.sampled_from("«»“”„\"'″"), st.characters()), max_size=20)


@LAW
@given(name=NAMES)
def test_only_the_outermost_marks_of_a_quoted_name_are_quotation_marks(name: str) -> None:
    said = quoted(name)
    for text, marks in ((said.nb, "«»"), (said.en, "“”")):
        found = [one for one in text if category(one) in {"Pi", "Pf"} or one in '"″„']
        assert (text[0] + text[-1], "".join(found)) == (marks, marks)
        assert len(text) == len(name) + 2


@pytest.mark.parametrize(
    ("name", "nb", "en"),
    [
        ("Arkiv", "«Arkiv»", "“Arkiv”"),
        ("Kari's «Arkiv»", "«Kari's 'Arkiv'»", "“Kari's 'Arkiv'”"),
        ("Kari’s “Arkiv", "«Kari's 'Arkiv»", "“Kari's 'Arkiv”"),
    ],
)
def test_the_rest_of_a_name_stays_as_it_is(name: str, nb: str, en: str) -> None:
    assert (quoted(name).nb, quoted(name).en) == (nb, en)
