"""``GET /privacy``: the privacy notice as a page, without scripts, and who it is from."""

import base64
import hashlib
import re
from html import escape
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.languages import choose_language
from api.settings import Settings
from assessments.services.privacy.notice import TITLE, Section, sections_of
from assessments.services.privacy.terms import MADE_UP, Terms
from assessments.texts import Language, both

PATH: Final = "/privacy"
LANGUAGES: Final = (Language.NB, Language.EN)
"""Those that the notice is written in; nynorsk is read in bokmål."""
FRESH_SECONDS: Final = 3_600

_ADDRESS: Final = re.compile(r"(https://\S*[^\s.,])")
_OTHER: Final = {
    Language.NB: (Language.EN, "Read this in English"),
    Language.EN: (Language.NB, "Les dette på bokmål"),
}
_STYLE: Final = (
    "body{margin:0 auto;max-width:42rem;padding:1rem;line-height:1.6;"
    "font-family:system-ui,sans-serif;color:#1a1a1a;background:#fff}"
    "a{color:#0b4f9e}h1,h2{line-height:1.25}"
)
_CONTACT: Final = both("Kontakt om personvern", "Contact about privacy")

CSP: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src"
    f" 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
"""Nothing but the page's own style."""

_PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Eksportklar</title>
<style>{style}</style>
</head>
<body>
<p><a href="{path}?language={other}" hreflang="{other}" lang="{other}">{switch}</a></p>
<main>
<h1>{title}</h1>
<p>{contact}: <a href="{address}">{reached}</a></p>
{sections}
</main>
</body>
</html>
"""


def terms_of(settings: Settings) -> Terms:
    """Return what the settings say; where they leave something out, what is made up stands in.

    A production server does not start without.
    """
    given = settings.controller_name, settings.controller_organisation_number
    name, number = given
    return Terms(
        controller=MADE_UP.controller if name is None else both(name, name),
        organisation_number=number or MADE_UP.organisation_number,
        contact=settings.privacy_contact or MADE_UP.contact,
        is_made_up=None in (*given, settings.privacy_contact),
        draft_days=settings.draft_retention_days,
        anonymous_days=settings.anonymous_retention_days,
        log_days=settings.log_retention_days,
        token_days=settings.access_token_days,
    )


class PrivacyPage:
    """Answers with the notice, which is written once."""

    def __init__(self, terms: Terms) -> None:
        self._pages = {language: page(terms, language) for language in LANGUAGES}

    async def __call__(self, request: Request) -> Response:
        """Answer in the language of the query string, or else of ``Accept-Language``."""
        asked = request.query_params.get("language")
        by_header = choose_language(request.headers.get("accept-language"))
        language = next((one for one in LANGUAGES if one.value == asked), by_header)
        written = Language.EN if language is Language.EN else Language.NB
        headers = {
            "content-language": written.value,
            "vary": "Accept-Language",
            "cache-control": f"public, max-age={FRESH_SECONDS}",
            "content-security-policy": CSP,
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        }
        return Response(self._pages[written], media_type="text/html", headers=headers)


def page(terms: Terms, language: Language) -> str:
    """Return the HTML of the notice in one of ``LANGUAGES``."""
    other, switch = _OTHER[language]
    return _PAGE.format(
        language=language.value,
        title=escape(TITLE.into(language)),
        style=_STYLE,
        path=PATH,
        other=other.value,
        switch=escape(switch),
        contact=escape(_CONTACT.into(language)),
        address=escape(terms.contact_address),
        reached=escape(terms.contact),
        sections="\n".join(_section(section, language) for section in sections_of(terms)),
    )


def _section(section: Section, language: Language) -> str:
    paragraphs = "\n".join(
        f"<p>{_linked(paragraph.into(language))}</p>" for paragraph in section.paragraphs
    )
    heading = escape(section.heading.into(language))
    slug = section.slug
    return (
        f'<section aria-labelledby="{slug}">\n<h2 id="{slug}">{heading}</h2>\n{paragraphs}\n'
        "</section>"
    )


def _linked(text: str) -> str:
    """Return `text` as HTML, with the addresses in it to be followed."""
    parts = [escape(part) for part in _ADDRESS.split(text)]
    parts[1::2] = [f'<a href="{address}">{address}</a>' for address in parts[1::2]]
    return "".join(parts)
