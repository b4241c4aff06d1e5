"""A sole proprietorship is a person, and is protected as all companies are: as persons.

What it states of its form changes what it is eligible for, and nothing of who sees what, of what
the download has, or of what erasing leaves.
"""

import ast
import json
from typing import Any, Final, cast

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.downloads import Downloads
from assessments.services.environment import Environment
from assessments.services.principals import Advisor, CompanyUser
from assessments.storage.database import Database
from assessments.texts import Language
from schema.ids import global_id, parse_id_of
from tests.architecture.tree import modules, name_of, tree_of
from tests.contract.operations import operation
from tests.fixtures.endpoint import Known, client_of
from tests.fixtures.respondent import Respondent, fill_in
from tests.fixtures.startup import Json
from tests.schema.test_companies import begin, register
from tests.schema.test_erasing import dump, erase_company

FORMS: Final = {"AS": "983000002", "ENK": "983000010"}
CLUSTER: Final = "norway-health-tech"
SHARED: Final = """
query ($id: ID!) {
  node(id: $id) {
    ... on SharedAssessment {
      consent { scope purpose contact }
      profile { name organisationNumber facts { fact { slug } } }
      result { score gaps { name } }
    }
  }
}
"""
FACTS: Final = "{ facts { slug help } }"
MADE_UP: Final = {"assessments/services/demonstration/companies.py": "It makes companies up."}


def paths_in(value: object, at: str = "") -> set[str]:
    """Return the place of everything in `value`; places in lists are alike."""
    if isinstance(value, dict):
        fields = cast("Json", value)
        return {at}.union(*(paths_in(one, f"{at}.{key}") for key, one in fields.items()))
    if isinstance(value, list):
        return {at}.union(*(paths_in(one, f"{at}[]") for one in cast("list[object]", value)))
    return {at}


async def downloaded(environment: Environment, principal: CompanyUser, company: str) -> Json:
    downloads = Downloads(environment, Known(principal))
    app = Starlette(routes=[Route("/companies/{company_id}.json", downloads.company)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        answer = await http.get(f"/companies/{company}.json")
    assert answer.status_code == 200
    found: Json = answer.json()
    return found


async def life_of(environment: Environment, database: Database, form: str) -> dict[str, Any]:
    """Register a company, let it share a summary, download and erase; return what came of each."""
    number = FORMS[form]
    user = CompanyUser(subject=f"https://id.example#{form}", organisations=(number,))
    before = await dump(database)
    async with client_of(environment, principal=user) as client:
        stated_form = {"fact": "legal_form", "value": {"option": form}}
        stated = {"name": "Kari Nordmann", "facts": [stated_form]}
        company = (await register(client, number, stated))["company"]["id"]
        begun = (await begin(client, companyId=company))["assessment"]["id"]
        mine = Respondent(client, database, begun, "")
        await fill_in(mine, number)
        await mine.submit()
        given = {"assessmentId": mine.id, "recipient": CLUSTER, "purpose": "ADVICE"}
        shared = await client.data(operation("ShareAssessment"), {"input": given})
        consent = parse_id_of("Consent", shared["shareAssessment"]["consent"]["id"])
        assert consent is not None
        advisor = Advisor(subject="a", recipients=(CLUSTER,))
        async with client_of(environment, principal=advisor) as theirs:
            node = await theirs.data(SHARED, {"id": global_id("SharedAssessment", consent)})
        file = await downloaded(environment, user, company)
        erased = await erase_company(client, company, number)
        assert erased["__typename"] == "EraseCompanySuccess"
    after = await dump(database)
    new = set(after["audit_log"]) - set(before["audit_log"])
    return {
        "shared": node["node"],
        "file": file,
        "left": {table for table in after if after[table] != before[table]},
        "lines": "\n".join(sorted(new)),
    }


async def test_a_sole_proprietorship_is_shown_downloaded_and_erased_as_any_company(
    environment: Environment, database: Database
) -> None:
    company = await life_of(environment, database, "AS")
    person = await life_of(environment, database, "ENK")
    assert person["file"]["companies"][0]["facts"]["legal_form"] == {"option": "ENK"}
    assert {table: len(rows) for table, rows in person["file"].items()} == {
        table: len(rows) for table, rows in company["file"].items()
    }
    for table in set(person["file"]) - {"results"}:
        assert paths_in(person["file"][table]) == paths_in(company["file"][table]), table
    assert paths_in({**person["shared"], "result": None}) == paths_in(
        {**company["shared"], "result": None}
    )
    assert person["shared"]["profile"]["facts"] is None
    for one, form in ((company, "AS"), (person, "ENK")):
        assert one["left"] == {"audit_log"}
        marks = (FORMS[form], "Kari Nordmann", f"#{form}")
        assert [mark for mark in marks if mark in one["lines"]] == []
    assert person["lines"].count("\n") == company["lines"].count("\n")


@pytest.mark.parametrize(("language", "words"), [("nb", "enkeltpersonf"), ("en", "sole prop")])
async def test_where_it_is_asked_it_is_said(
    environment: Environment, language: str, words: str
) -> None:
    async with client_of(environment) as client:
        client.language = Language(language).value
        said = {fact["slug"]: fact["help"] for fact in (await client.data(FACTS))["facts"]}
    assert words in said["organisation_number"]
    assert words in said["legal_form"]


def test_no_code_asks_for_the_legal_form() -> None:
    asking = {
        name_of(path)
        for path in modules("api", "schema", "assessments")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and node.value in ("legal_form", "ENK")
    }
    assert asking == set(MADE_UP)


def test_paths_tell_what_is_there_and_not_what_it_says() -> None:
    assert paths_in(json.loads('{"a": [{"b": 1}, {"b": 2}]}')) == {"", ".a", ".a[]", ".a[].b"}
