"""GraphiQL for development, from files of this installation: nothing is fetched from elsewhere.

`static/` is built from `build/`, see README.md beside this file. Serve `page` with `CSP`, and
`STATIC` at `STATIC_URL`.
"""

from html import escape
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
STATIC_URL: Final = "/graphiql/static"

# 'unsafe-inline' is for style elements that GraphiQL's menus make; scripts are never inline.
CSP: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)

DEFAULT_QUERY: Final = """\
query {
  questionnaire(slug: "health-export") {
    title
    introduction
    themes {
      slug
      title
      questions {
        slug
        text
        kind
        options {
          slug
          text
        }
      }
    }
  }
}
"""

_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{static_url}/graphiql.css">
<script defer src="{static_url}/graphiql.js"></script>
</head>
<body>
<div id="graphiql" data-endpoint="{endpoint}" data-query="{query}"></div>
<noscript>GraphiQL needs JavaScript.</noscript>
</body>
</html>
"""


def page(endpoint: str, *, static_url: str = STATIC_URL) -> str:
    """Return the HTML of GraphiQL for the GraphQL endpoint at this path, e.g. `/graphql`."""
    return _PAGE.format(
        endpoint=escape(endpoint), query=escape(DEFAULT_QUERY), static_url=escape(static_url)
    )
