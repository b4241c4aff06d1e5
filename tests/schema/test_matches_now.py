"""``Assessment.matchesNow``: by today's catalogue, for drafts and results."""

import pytest

from tests.contract.operations import operation
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import PROFILE, Json

NOW = """
query Now($id: ID!, $asOf: Date) {
  assessment(id: $id) {
    matchesNow(asOf: $asOf) {
      asOf
      matches(first: 200) { totalCount edges { node { ...Kept } } }
      nextFacts(first: 5) { fact { slug } decides }
      sinceResult { offer { slug name } before after reason }
    }
    result {
      matches(first: 200) { edges { node { ...Kept } } }
      nextFacts(first: 5) { fact { slug } decides }
    }
  }
}
fragment Kept on Match { offer { slug } outcome relevance missingFacts { slug } }
"""
PROFILE_ALONE = """
query Alone($profile: CompanyProfileInput!, $asOf: Date) {
  matchProfile(profile: $profile, asOf: $asOf) {
    matches(first: 200) { edges { node { offer { slug } outcome } } }
  }
}
"""


async def ask(who: Respondent, as_of: str | None = None) -> Json:
    found: Json = (await who.client.data(NOW, {"id": who.id, "asOf": as_of}))["assessment"]
    return found


async def test_on_the_day_of_the_result_nothing_has_turned(submitted: Respondent) -> None:
    found = await ask(submitted)
    now = found["matchesNow"]
    assert now["asOf"] == "2026-11-22"
    assert now["matches"]["edges"] == found["result"]["matches"]["edges"]
    assert now["nextFacts"] == found["result"]["nextFacts"]
    assert now["sinceResult"] == []


async def test_time_turns_offers_and_each_says_why(submitted: Respondent) -> None:
    submitted.client.language = "nb"
    found = await ask(submitted, "2045-01-01")
    said = {"nb": found["matchesNow"]["sinceResult"]}
    submitted.client.language = "en"
    said["en"] = (await ask(submitted, "2045-01-01"))["matchesNow"]["sinceResult"]
    before = {e["node"]["offer"]["slug"]: e["node"]["outcome"] for e in matches(found["result"])}
    today = {e["node"]["offer"]["slug"]: e["node"]["outcome"] for e in matches(found["matchesNow"])}
    turned = {t["offer"]["slug"]: (t["before"], t["after"]) for t in said["nb"]}
    assert turned
    assert turned == {s: (before[s], today[s]) for s in today if before[s] != today[s]}
    for nb, en in zip(said["nb"], said["en"], strict=True):
        assert nb["offer"]["slug"] == en["offer"]["slug"]
        assert nb["reason"] != en["reason"]
        assert (nb["reason"][-1], en["reason"][-1]) == (".", ".")


def matches(of: Json) -> list[Json]:
    edges: list[Json] = of["matches"]["edges"]
    return edges


async def test_a_draft_is_matched_and_has_no_result(draft: Respondent) -> None:
    found = await ask(draft)
    assert found["result"] is None
    assert found["matchesNow"]["matches"]["totalCount"] == len(matches(found["matchesNow"]))
    assert found["matchesNow"]["sinceResult"] == []


async def test_a_draft_with_facts_alone_is_matched_as_its_profile(respondent: Respondent) -> None:
    await respondent.state(PROFILE)
    found = await ask(respondent, "2026-11-22")
    alone = await respondent.client.data(PROFILE_ALONE, {"profile": PROFILE, "asOf": "2026-11-22"})
    by_profile = {
        e["node"]["offer"]["slug"]: e["node"]["outcome"] for e in matches(alone["matchProfile"])
    }
    assert by_profile == {
        e["node"]["offer"]["slug"]: e["node"]["outcome"] for e in matches(found["matchesNow"])
    }


@pytest.mark.parametrize("day", ["1850-01-01", "2300-01-01", "2026-02-30", "soon"])
async def test_a_day_out_of_reason_is_refused(submitted: Respondent, day: str) -> None:
    sent = await submitted.client.send(operation("MatchesNow"), {"id": submitted.id, "asOf": day})
    (error,) = sent.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "`asOf`" in error["message"]
