"""What an operator can mend, and every command says in one line."""

from api.embedded_database import DatabaseStartError
from api.settings import SettingsError
from assessments.services.shelf import UnreadableContentError
from assessments.storage.database import DATABASE_ERRORS

EXPECTED: tuple[type[Exception], ...] = (
    SettingsError,
    DatabaseStartError,
    UnreadableContentError,
    *DATABASE_ERRORS,
)
