"""What goes through the root fields meets those of a root that is new."""

from schema.permissions import NO_SCOPE, OPEN, callers
from tests.fixtures.marked_requests import marked_requests, wrong_requests
from tests.fixtures.marks import STEM
from tests.schema.matrix import root_fields
from tests.schema.root_fields import with_subscription


def test_a_new_root_is_asked_who_may_use_its_fields() -> None:
    assert root_fields(with_subscription({})) == {"one": OPEN, "changes": None}
    told = with_subscription(callers(OPEN, scopes=NO_SCOPE))
    assert root_fields(told) == {"one": OPEN, "changes": OPEN}


def test_a_new_root_is_sent_marks() -> None:
    core = with_subscription({}).core
    _, good = marked_requests(core, {})
    assert good.query.startswith("subscription ($note: String!) { changes(note: $note)")
    assert good.variables == {"note": f"{STEM} text"}
    assert {request.name for request in wrong_requests(core)} == {"one", "changes"}
