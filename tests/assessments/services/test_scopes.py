"""What scopes open to programs, and for whom they let them read."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.services.principals import (
    Advisor,
    CompanyUser,
    Integration,
    Scope,
    recipients_of,
)
from assessments.services.scopes import lacking_scope

SCOPES = st.frozensets(st.sampled_from(Scope))
SLUGS = st.lists(st.sampled_from(["norway-health-tech", "eksfin", "abelia"]), unique=True)


@given(held=SCOPES, needed=SCOPES)
def test_a_program_lacks_a_scope_just_where_it_has_none_that_opens(
    held: frozenset[Scope], needed: frozenset[Scope]
) -> None:
    text = lacking_scope(Integration(subject="i", name="i", scopes=held), needed)
    assert (text is None) is (not needed or not held.isdisjoint(needed))
    if text is not None:
        for scope in Scope:
            assert (f"`{scope.name}`" in text.en) is (f"`{scope.name}`" in text.nb)
            assert (f"`{scope.name}`" in text.en) is (scope in needed)


@given(needed=SCOPES)
def test_people_lack_no_scope(needed: frozenset[Scope]) -> None:
    assert lacking_scope(Advisor(subject="a", recipients=()), needed) is None
    assert lacking_scope(CompanyUser(subject="c", organisations=()), needed) is None


@given(held=SCOPES, slugs=SLUGS)
def test_a_program_reads_for_its_recipients_just_where_it_has_the_scope(
    held: frozenset[Scope], slugs: list[str]
) -> None:
    program = Integration(subject="i", name="i", scopes=held, recipients=tuple(slugs))
    reads = Scope.SHARED_ASSESSMENTS in held
    assert recipients_of(program) == (tuple(slugs) if reads else ())
