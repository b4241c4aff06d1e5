"""The laws of the receipt: no order matters to it, and every change does."""

import copy
from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Final, cast

from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.questionnaire.details import with_details
from assessments.questionnaire.encoding import Encoded, encode, encode_text
from assessments.questionnaire.kinds.number import LARGEST
from assessments.questionnaire.values import NEVER, Marker, Value, exact
from assessments.services.snapshots import hash_of_answers
from tests.fixtures.engine import QUESTION, Data, options, question, words
from tests.fixtures.laws import LAW

Said = dict[str, Encoded]

SLUGS: Final = st.text("abcÅ_1\N{GRINNING FACE}\N{FULLWIDTH TILDE}", min_size=1, max_size=3)
OPTIONS: Final = "abc"
CHOICE: Final = QUESTION.validate_python(
    question(
        "choice",
        options=options(
            dict.fromkeys(OPTIONS),
            **{slug: {"detail": {"text": words("which?")}} for slug in OPTIONS},
        ),
    )
)
NOTHING: Final[list[Value]] = [NEVER, Marker.NOT_APPLICABLE, Marker.DONT_KNOW]
VALUES: Final[st.SearchStrategy[Encoded]] = st.one_of(
    st.sampled_from(OPTIONS).map(encode),
    st.frozensets(st.sampled_from(OPTIONS)).map(encode),
    st.decimals(-LARGEST, LARGEST, places=4).map(exact).map(encode),
    st.integers(0, 3).map(encode),
    st.booleans().map(encode),
    st.dates().map(encode),
    st.text(max_size=5).map(encode_text),
    st.sampled_from(NOTHING).map(encode),
)
WORDS: Final = st.text("xyæ", min_size=1, max_size=3)


@st.composite
def answers(draw: st.DrawFn) -> Encoded:
    """Return a stored answer, with the time at which it was given and perhaps a detail."""
    at = {"at": draw(st.datetimes()).isoformat()}
    if draw(st.booleans()):
        return {**draw(VALUES), **at}
    slug = draw(st.sampled_from(OPTIONS))
    return {**with_details(CHOICE, encode(slug), [(slug, draw(WORDS))]), **at}


ANSWERS: Final = st.dictionaries(SLUGS, answers(), max_size=6)
FACTS: Final = st.dictionaries(SLUGS, VALUES, max_size=6)
VERSIONS: Final = st.tuples(SLUGS, st.integers(1, 99))


def _shuffled(value: Data, chance: Random) -> Data:
    """Return a JSON object with its keys in another order, at every depth."""
    keys = list(value)
    chance.shuffle(keys)
    return {
        key: _shuffled(cast("Data", value[key]), chance)
        if isinstance(value[key], dict)
        else value[key]
        for key in keys
    }


@LAW
@given(chance=st.randoms(), version=VERSIONS, said=ANSWERS, stated=FACTS)
def test_no_order_matters(
    chance: Random, version: tuple[str, int], said: Said, stated: Said
) -> None:
    again = hash_of_answers(version, _shuffled(said, chance), _shuffled(stated, chance))
    assert again == hash_of_answers(version, said, stated)


@LAW
@given(version=VERSIONS, said=ANSWERS, stated=FACTS, at=st.datetimes())
def test_when_answers_were_given_does_not_matter(
    version: tuple[str, int], said: Said, stated: Said, at: datetime
) -> None:
    later = {slug: {**answer, "at": at.isoformat()} for slug, answer in said.items()}
    assert hash_of_answers(version, later, stated) == hash_of_answers(version, said, stated)


def _without_time(said: Mapping[str, Encoded]) -> Said:
    return {s: {k: v for k, v in answer.items() if k != "at"} for s, answer in said.items()}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[tuple[Said, Said], tuple[Said, Said]]:
    """Return answers and facts, and the same with one put in, replaced or taken out."""
    before = draw(ANSWERS), draw(FACTS)
    after = copy.deepcopy(before)
    place = draw(st.integers(0, 1))
    changed, of = after[place], (answers(), VALUES)[place]
    slug = draw(st.sampled_from(sorted(changed)) | SLUGS if changed else SLUGS)
    if slug in changed and draw(st.booleans()):
        del changed[slug]
    else:
        changed[slug] = draw(of)
    assume((_without_time(before[0]), before[1]) != (_without_time(after[0]), after[1]))
    return before, after


@LAW
@given(version=VERSIONS, pair=pairs())
def test_any_one_change_matters(
    version: tuple[str, int], pair: tuple[tuple[Said, Said], tuple[Said, Said]]
) -> None:
    before, after = pair
    assert hash_of_answers(version, *before) != hash_of_answers(version, *after)


@LAW
@given(version=VERSIONS, said=ANSWERS, stated=FACTS, slug=st.sampled_from(OPTIONS), word=WORDS)
def test_a_detail_matters(
    version: tuple[str, int], said: Said, stated: Said, slug: str, word: str
) -> None:
    hashes = {
        hash_of_answers(version, {**said, "q": with_details(CHOICE, encode(slug), given)}, stated)
        for given in ([], [(slug, word)], [(slug, f"{word}x")])
    }
    assert len(hashes) == 3


@LAW
@given(version=VERSIONS, other=VERSIONS, said=ANSWERS, stated=FACTS)
def test_the_questionnaire_version_matters(
    version: tuple[str, int], other: tuple[str, int], said: Said, stated: Said
) -> None:
    same = hash_of_answers(version, said, stated) == hash_of_answers(other, said, stated)
    assert same is (version == other)


@LAW
@given(version=VERSIONS, slug=SLUGS, value=VALUES)
def test_an_answer_is_no_fact(version: tuple[str, int], slug: str, value: Encoded) -> None:
    assert hash_of_answers(version, {slug: value}, {}) != hash_of_answers(
        version, {}, {slug: value}
    )
