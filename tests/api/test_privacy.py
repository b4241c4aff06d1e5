"""``GET /privacy``: the notice in both languages, by link or header, without scripts or cookies."""

from collections.abc import AsyncIterator, Mapping
from html.parser import HTMLParser
from typing import Final

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.privacy import CSP, PATH, PrivacyPage, page, terms_of
from api.settings import Settings
from assessments.services.privacy.notice import TITLE, sections_of
from assessments.services.privacy.terms import MADE_UP
from assessments.texts import Language, both
from tests.fixtures.http import GraphQLClient

GIVEN: Final = {
    "controller_name": 'Klyngen <b>"&" Co</b>',
    "controller_organisation_number": "123456785",
    "privacy_contact": "personvern@klyngen.example.no",
    "draft_retention_days": 17,
    "anonymous_retention_days": 23,
    "log_retention_days": 31,
    "access_token_days": 29,
}
VOID: Final = {"meta", "link", "br"}


class Outline(HTMLParser):
    """What a page holds: its texts by kind of element, its attributes, and what is left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.texts.setdefault(tag, []).append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def values(self, tag: str, name: str) -> list[str]:
        return [value for of, called, value in self.attributes if (of, called) == (tag, name)]


@pytest.fixture
async def http(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    given = terms_of(settings.model_copy(update=GIVEN))
    app = Starlette(routes=[Route(PATH, PrivacyPage(given).__call__)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", None, "nb"),
        ("", "en-GB, nb;q=0.5", "en"),
        ("", "nn", "nb"),
        ("", "de", "nb"),
        ("?language=en", "nb", "en"),
        ("?language=nb", "en", "nb"),
        ("?language=de", "en", "en"),
        ("?language=", "en", "en"),
        ("?language=%00", None, "nb"),
        ("?language=en&language=nb", None, "nb"),
    ],
)
async def test_it_comes_in_the_language_of_the_link_or_of_the_header(
    http: httpx.AsyncClient, query: str, header: str | None, language: str
) -> None:
    headers = {} if header is None else {"accept-language": header}
    answer = await http.get(f"{PATH}{query}", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert Outline(answer.text).values("html", "lang") == [language]


async def test_its_headers_let_it_be_kept_and_nothing_else_be_loaded(
    http: httpx.AsyncClient,
) -> None:
    answer = await http.get(PATH)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Accept-Language"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers["content-security-policy"] == CSP
    assert CSP.startswith("default-src 'none'; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_it_is_asked_for_its_head_and_takes_nothing(http: httpx.AsyncClient) -> None:
    head, get = await http.head(PATH), await http.get(PATH)
    assert (head.status_code, head.headers) == (200, get.headers)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        refused = await http.request(method, PATH)
        assert (refused.status_code, set(refused.headers["allow"].split(", "))) == (
            405,
            {"GET", "HEAD"},
        )


@pytest.mark.parametrize("language", [Language.NB, Language.EN])
def test_it_says_all_of_the_notice_and_runs_nothing(settings: Settings, language: Language) -> None:
    terms = terms_of(settings.model_copy(update=GIVEN))
    outline = Outline(page(terms, language))
    assert outline.open == []
    assert {"script", "img", "form", "iframe", "b"}.isdisjoint(outline.tags)
    assert outline.texts["h1"] == [TITLE.into(language)]
    sections = sections_of(terms)
    assert outline.texts["h2"] == [section.heading.into(language) for section in sections]
    paragraphs = [text.into(language) for section in sections for text in section.paragraphs]
    assert outline.texts["p"][2:] == paragraphs
    assert outline.values("h2", "id") == outline.values("section", "aria-labelledby")
    other = "en" if language is Language.NB else "nb"
    assert outline.values("a", "href") == [
        f"{PATH}?language={other}",
        "mailto:personvern@klyngen.example.no",
        "https://www.datatilsynet.no",
    ]


def test_a_contact_that_is_a_page_is_a_link_wherever_it_stands(settings: Settings) -> None:
    contact = "https://klyngen.example.no/personvern?a=1&b=2"
    given = settings.model_copy(update={**GIVEN, "privacy_contact": contact})
    links = Outline(page(terms_of(given), Language.EN)).values("a", "href")
    assert links.count(contact) == 3


@pytest.mark.parametrize(
    "missing", ["controller_name", "controller_organisation_number", "privacy_contact"]
)
def test_what_nobody_has_said_is_made_up_and_says_so(settings: Settings, missing: str) -> None:
    given: Mapping[str, object] = {**GIVEN, missing: None}
    assert terms_of(settings.model_copy(update=given)).is_made_up
    assert not terms_of(settings.model_copy(update=GIVEN)).is_made_up


def test_settings_that_say_nothing_are_those_of_a_development_server() -> None:
    assert terms_of(Settings.model_construct()) == MADE_UP
    assert MADE_UP.controller == both(
        "Utviklingsserver (oppdiktet)", "Development server (made up)"
    )


async def test_the_program_serves_it_and_sets_no_cookie(client: GraphQLClient) -> None:
    answer = await client.http.get(PATH, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "Development server (made up)" in answer.text
    asked = await client.send("{ __typename }")
    for one in (answer, asked, await client.http.get("/healthz")):
        assert "set-cookie" not in one.headers
