"""An editor changes the content beside a running server, and a company sees what that turned."""

import time
from pathlib import Path

import pytest

from tests.contract.operations import operation
from tests.fixtures.ready_content import add_version_2, copy_first, edit
from tests.fixtures.server_process import ServerProcess, WebClient
from tests.fixtures.startup import Json, answers_input

PATIENCE_SECONDS = 30
FACTS = [
    {"fact": "target_markets", "value": {"options": ["US"]}},
    {"fact": "uses_ai", "value": {"boolean": True}},
    {"fact": "registered_in_norway", "value": {"boolean": True}},
    {"fact": "founded_on", "value": {"date": "2026-01-01"}},
    {"fact": "employees", "value": {"number": 5}},
]
ANSWERS: Json = {
    "A1": {"option": "some"},
    "A2": {"number": 3},
    "A3": {"options": ["sales"]},
    "A4": {"text": "Mer"},
    "B1": {"boolean": True},
    "B2": {"date": "2026-05-01"},
    "B3": {"option": "IIa"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_first(tmp_path / "content")


def submitted(web: WebClient) -> str:
    """Go from nothing to a result, and return the assessment's id."""
    started = web.data(operation("StartAssessment"), {"input": {"questionnaire": "ready"}})
    web.hold(started["startAssessment"]["accessToken"])
    assessment_id: str = started["startAssessment"]["assessment"]["id"]
    given: Json = {"assessmentId": assessment_id, "profile": {"facts": FACTS}}
    assert web.data(operation("SaveProfile"), {"input": given})["saveProfile"]
    given = {"assessmentId": assessment_id, "answers": answers_input(ANSWERS)}
    saved = web.data(operation("SaveAnswers"), {"input": given})["saveAnswers"]
    assert saved["__typename"] == "SaveAnswersSuccess", saved
    given = {"assessmentId": assessment_id}
    done = web.data(operation("SubmitAssessment"), {"input": given})["submitAssessment"]
    assert done["__typename"] == "SubmitAssessmentSuccess", done
    return assessment_id


def turned(web: WebClient, assessment_id: str) -> dict[str, tuple[object, object, str]]:
    data = web.data(operation("MatchesNow"), {"id": assessment_id})
    listed = data["assessment"]["matchesNow"]["sinceResult"]
    return {t["offer"]["slug"]: (t["before"], t["after"], t["reason"]) for t in listed}


@pytest.mark.whole
def test_an_edit_waits_for_a_person_and_then_reaches_the_company(
    server_process: ServerProcess, folder: Path
) -> None:
    server_process.set("EKSPORTKLAR_CONTENT_DIR", str(folder))
    server_process.set("EKSPORTKLAR_CONTENT_POLL_SECONDS", "0.1")
    server_process.start()
    web = WebClient(server_process.url, "en")
    assessment_id = submitted(web)
    assert turned(web, assessment_id) == {}
    advice = folder / "schemes/open-advice.yaml"
    edit(advice, "status: active", "status: ended")
    edit(advice, "valid_to: '2027-12-31'", "valid_to: '2026-01-31'")
    (folder / "incubators/hatchery.yaml").rename(folder.parent / "hatchery.yaml")
    add_version_2(folder)
    levels = folder / "questionnaires/ready/2/questionnaire.yaml"
    edit(levels, "minimum_score: 40\n", "minimum_score: 39\n")
    server_process.stop()
    server_process.start()
    assert "1 result would change level" in server_process.log
    assert "what is published is served" in server_process.log
    assert turned(web, assessment_id) == {}
    refused = server_process.run("content", "publish")
    assert refused.returncode == 1
    accepted = server_process.run("content", "publish", "--accept")
    assert accepted.returncode == 0, accepted.stderr
    began = time.monotonic()
    while not turned(web, assessment_id) and time.monotonic() - began < PATIENCE_SECONDS:
        time.sleep(0.1)
    found = turned(web, assessment_id)
    assert found["open-advice"][:2] == ("ELIGIBLE", "CLOSED")
    assert found["open-advice"][2].startswith("The status has changed from 'Active' to ")
    assert found["open-advice"][2].endswith("the last day is 31 January 2026.")
    assert found["hatchery"][1:] == (None, "The offer has been taken out of the catalogue.")
    norwegian = WebClient(server_process.url, "nb")
    norwegian.hold(web.token)
    said = turned(norwegian, assessment_id)
    assert said["hatchery"][2] == "Tilbudet er tatt ut av oversikten."
