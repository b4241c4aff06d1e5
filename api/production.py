"""What a production server must be given, because no default would be right or safe.

Add a rule as a function in `RULES`; docs/decisions/0037-data-protection.md says why each is there.
"""

from collections.abc import Callable, Sequence
from typing import Final

from api.commands.database import TWO_ROLES
from api.settings import EnvironmentName, Settings, SettingsError
from assessments.services.privacy.terms import MADE_UP

Rule = Callable[[Settings], str | None]


def _names_a_controller(settings: Settings) -> str | None:
    if settings.controller_name is not None:
        return None
    return (
        "Set EKSPORTKLAR_CONTROLLER_NAME to the name of the organisation that is responsible for"
        " the personal data."
    )


def _numbers_the_controller(settings: Settings) -> str | None:
    if settings.controller_organisation_number not in {None, MADE_UP.organisation_number}:
        return None
    return (
        "Set EKSPORTKLAR_CONTROLLER_ORGANISATION_NUMBER to its own Norwegian organisation number;"
        " the one of the example is made up."
    )


def _gives_a_contact(settings: Settings) -> str | None:
    if settings.privacy_contact is not None:
        return None
    return (
        "Set EKSPORTKLAR_PRIVACY_CONTACT to the e-mail address or https address where people write"
        " about their personal data."
    )


def _says_where_data_are(settings: Settings) -> str | None:
    """Ask for a place: the default folder is another one wherever the program is started from."""
    if settings.database_url is not None or settings.program_database_url is not None:
        return None
    if "data_dir" in settings.model_fields_set and settings.data_dir.is_absolute():
        return None
    return (
        "Set EKSPORTKLAR_DATABASE_URL and EKSPORTKLAR_PROGRAM_DATABASE_URL to a PostgreSQL server"
        " of yours, or EKSPORTKLAR_DATA_DIR to an absolute path for the embedded one."
    )


def _serves_as_another_role(settings: Settings) -> str | None:
    if settings.database_url is None or settings.program_database_url is not None:
        return None
    return TWO_ROLES


def _is_https(address: str | None) -> bool:
    return address is None or address.startswith("https://")


def _believes_over_https(settings: Settings) -> str | None:
    """Ask for https also on this machine, where whoever can listen on a port could vouch."""
    wrong = [
        str(place)
        for place, issuer in enumerate(settings.issuers)
        if not (_is_https(issuer.issuer) and _is_https(issuer.jwks_uri))
    ]
    if not wrong:
        return None
    return (
        "Write https addresses in EKSPORTKLAR_ISSUERS, for `issuer` and `jwks_uri` alike; entries,"
        f" counted from 0, that have another: {', '.join(wrong)}."
    )


RULES: Final[Sequence[Rule]] = (
    _names_a_controller,
    _numbers_the_controller,
    _gives_a_contact,
    _says_where_data_are,
    _serves_as_another_role,
    _believes_over_https,
)
"""Each says what to set, or None where it is set; no value of a setting is repeated."""


def check_production(settings: Settings) -> None:
    """Return when a server may start with these settings; in development it may with any.

    Raises:
        SettingsError: Something is missing; the message names all of it, and what to set.
    """
    if settings.environment is not EnvironmentName.PRODUCTION:
        return
    if missing := [said for rule in RULES if (said := rule(settings)) is not None]:
        raise SettingsError("\n- ".join(["A production server cannot start like this.", *missing]))
