"""A company, from the form to its result, over HTTP, through a crash of the server."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.contract.operations import operation
from tests.fixtures.server_process import ServerProcess, WebClient
from tests.fixtures.startup import ANSWERS, PROFILE, WHY_CAPPED, Json, answers_input

FACTS_ASKED = [
    "revenue_nok",
    "regulatory_status",
    "target_markets",
    "uses_ai",
    "processes_health_data",
    "needs_registry_data",
]
TITLES = {"nb": "Skalering", "en": "Scaling"}


@dataclass
class Company:
    """Somebody at a keyboard."""

    web: WebClient
    language: str
    id: str = ""

    def read_the_form(self) -> list[str]:
        """Return the slugs of all questions."""
        form = self.web.data(operation("QuestionnaireForm"), {"slug": "health-export"})
        questionnaire = form["questionnaire"]
        assert [fact["slug"] for fact in questionnaire["facts"]] == FACTS_ASKED
        assert questionnaire["themes"][0]["title"] == TITLES[self.language]
        return [q["slug"] for theme in questionnaire["themes"] for q in theme["questions"]]

    def start(self) -> None:
        given = {"input": {"questionnaire": "health-export"}}
        started = self.web.data(operation("StartAssessment"), given)["startAssessment"]
        assert started["__typename"] == "StartAssessmentSuccess"
        assert started["assessment"]["progress"]["answered"] == 0
        self.web.hold(started["accessToken"])
        self.id = started["assessment"]["id"]
        assert all_bounds(self.read()) == [[0, 100, False]] * 5

    def state(self, profile: Json) -> Json:
        given = {"input": {"assessmentId": self.id, "profile": profile}}
        said: Json = self.web.data(operation("SaveProfile"), given)["saveProfile"]
        assert said["__typename"] == "SaveProfileSuccess", said
        return dict(said["assessment"])

    def answer(self, answers: dict[str, Json], revision: int) -> Json:
        given = {
            "assessmentId": self.id,
            "answers": answers_input(answers),
            "expectedRevision": revision,
        }
        said: Json = self.web.data(operation("SaveAnswers"), {"input": given})["saveAnswers"]
        return said

    def submit(self) -> Json:
        given = {"input": {"assessmentId": self.id, "includeInAggregates": True}}
        said: Json = self.web.data(operation("SubmitAssessment"), given)["submitAssessment"]
        return said

    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = self.web.data(operation("Assessment"), {"id": self.id})
        return dict(found["assessment"])

    def read_bytes(self) -> bytes:
        return self.web.raw(operation("Assessment"), {"id": self.id})


def shown(assessment: Json) -> set[str]:
    return {question["slug"] for question in assessment["visibleQuestions"]}


def all_bounds(assessment: Json) -> list[list[Any]]:
    """Return lowest, highest and whether it is decided: overall, then of each theme."""
    parts = [assessment, *assessment["themes"]]
    return [[part["bounds"][key] for key in ("lowest", "highest", "decided")] for part in parts]


def answers_in_steps(company: Company) -> None:
    """Answer theme by theme; be refused once; see questions come and go."""
    first = company.answer({"S01": {"option": "concept"}}, 0)["assessment"]
    assert first["revision"] == 1
    assert shown(first).isdisjoint({"S02", "S03", "S08", "I10"})
    # Nothing but an idea: whatever is answered later, it is far from 100.
    assert all_bounds(first)[1] == [0, 64.6, False]
    second = company.answer({"S01": {"option": "first_customers"}}, 1)["assessment"]
    assert shown(second) - shown(first) == {"S02", "S08", "I10"}
    refused = company.answer({"S02": {"number": -1}, "S04": {"option": "6to12"}}, 2)
    assert refused["__typename"] == "AnswersRejected"
    assert [(r["question"], r["code"]) for r in refused["rejections"]] == [("S02", "OUT_OF_RANGE")]
    assert company.read()["revision"] == 2
    third = company.answer({"S02": {"number": 2}, "S04": {"option": "6to12"}}, 2)["assessment"]
    assert third["revision"] == 3
    back = company.answer({"S01": {"option": "concept"}}, 3)["assessment"]
    assert "S02" not in shown(back)
    assert {a["question"]["slug"] for a in company.read()["answers"]} == {"S01", "S02", "S04"}
    again = company.answer({"S01": {"option": "first_customers"}}, 4)["assessment"]
    assert "S02" in shown(again)
    assert again["progress"]["answered"] == 3


def is_told_what_is_missing(company: Company) -> None:
    """Try to submit too early."""
    refused = company.submit()
    assert refused["__typename"] == "AssessmentIncomplete"
    assert [fact["slug"] for fact in refused["missingFacts"]] == FACTS_ASKED
    missing = [question["slug"] for question in refused["missing"]]
    assert missing[:3] == ["S05", "S06", "S07"]
    read = company.read()
    assert [question["slug"] for question in read["missing"]] == missing
    assert read["status"] == "DRAFT"
    assert read["result"] is None


def states_facts(company: Company) -> None:
    """State the facts; what depends on them is asked now."""
    before = shown(company.read())
    stated = company.state(PROFILE)
    assert shown(stated) - before == {"S03", "R02", "R03", "R09", "R11"}
    assert stated["profile"]["region"] == {"code": "32", "name": "Akershus"}


def submits(company: Company) -> None:
    """Answer all that is left, and submit."""
    revision = company.read()["revision"]
    done = company.answer(ANSWERS, revision)["assessment"]
    assert shown(done) == set(ANSWERS)
    assert done["progress"] == {"answered": len(ANSWERS), "visible": len(ANSWERS), "percent": 100}
    read = company.read()
    assert (read["missing"], read["missingFacts"]) == ([], [])
    submitted = company.submit()
    assert submitted["__typename"] == "SubmitAssessmentSuccess"
    assert submitted["assessment"]["status"] == "SUBMITTED"
    result = submitted["assessment"]["result"]
    assert [theme["score"] for theme in result["themes"]] == [50.0, 38.2, 78.9, 17.2]
    (cap,) = result["themes"][2]["caps"]
    assert cap["reason"] == WHY_CAPPED[company.language]
    assert company.read()["result"] == result
    scores = [result["score"], *(theme["score"] for theme in result["themes"])]
    levels = [theme["level"]["number"] for theme in result["themes"]]
    assert [theme["bounds"]["level"]["number"] for theme in done["themes"]] == levels
    assert all_bounds(company.read()) == all_bounds(done) == [[s, s, True] for s in scores]


def test_a_company_gets_its_result_and_keeps_it(
    server_process: ServerProcess, tmp_path: Path
) -> None:
    server_process.start()
    serves = [
        f"Eksportklar serves GraphQL at {server_process.url}/graphql",
        f"Try it in a browser at {server_process.url}/graphiql. Stop with Ctrl-C.",
    ]
    assert server_process.log.splitlines() == ["Published the content as catalogue 1.", *serves]
    companies = [
        Company(WebClient(server_process.url, language), language) for language in ("nb", "en")
    ]
    for company in companies:
        assert len(company.read_the_form()) == 43
        company.start()
        answers_in_steps(company)
        is_told_what_is_missing(company)
        states_facts(company)
        submits(company)
    before = [company.read_bytes() for company in companies]
    assert before[0] != before[1]

    assert server_process.kill() == -9
    server_process.start()
    assert server_process.log.splitlines()[3:] == serves
    assert [company.read_bytes() for company in companies] == before
    again = companies[0].submit()
    assert again["__typename"] == "AlreadySubmitted"
    assert server_process.stop() == 0

    # What is published needs its files no more.
    server_process.set("EKSPORTKLAR_CONTENT_DIR", str(tmp_path / "nowhere"))
    server_process.set("EKSPORTKLAR_ENVIRONMENT", "production")
    server_process.set("EKSPORTKLAR_CONTROLLER_NAME", "Klyngen SA")
    server_process.set("EKSPORTKLAR_CONTROLLER_ORGANISATION_NUMBER", "974760673")
    server_process.set("EKSPORTKLAR_PRIVACY_CONTACT", "personvern@example.org")
    server_process.start()
    assert companies[1].read_bytes() == before[1]
    assert server_process.stop() == 0
