"""Names of modules say what is in them, and words of this machine stay on this machine."""

import re

from tests.architecture.tree import files, modules, name_of, text_of

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "shared", "stuff"}

# Put together here, so that this file does not name them either.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "crates" + ".io",
    "proxy." + "golang.org",
    "arti" + "factory",
)
MACHINE_PATH = re.compile(
    r"(?<![\w.:/\\-])/(?:work|home|root|Users|mnt|private)/\w|[A-Z]:\\Users\\", re.IGNORECASE
)


def texts() -> dict[str, str]:
    found = {name_of(path): text_of(path) for path in files()}
    return {name: text for name, text in found.items() if text is not None}


def test_the_walk_sees_the_project_and_nothing_installed() -> None:
    names = [name_of(path) for path in files()]
    assert "api/app.py" in names
    assert "api/graphiql/build/entry.js" in names
    assert "content/about.yaml" in names
    wrong = {".venv", ".git", "node_modules", "__pycache__", ".data", ".env"}
    assert [name for name in names if not wrong.isdisjoint(name.split("/"))] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = modules("api", "schema", "assessments", "migrations", "scripts", "bench", "tests")
    names = [name_of(path).removesuffix(".py") for path in found]
    assert [name for name in names if not EMPTY_NAMES.isdisjoint(name.split("/"))] == []


def test_no_file_names_a_registry() -> None:
    found = [
        (name, host) for name, text in texts().items() for host in HOSTS if host in text.lower()
    ]
    assert found == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        (name, m.group()) for name, text in texts().items() for m in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_the_search_finds_what_it_should() -> None:
    slash = "/"
    for path in (f"{slash}home/me/x", f' "{slash}work/main', f"={slash}Users/me", "C:\\Users\\me"):
        assert MACHINE_PATH.search(path), path
    for text in ("https://a.no/home/x", "framework/x", "a/home/b", f"{slash}graphql", "C:\\temp"):
        assert not MACHINE_PATH.search(text), text
