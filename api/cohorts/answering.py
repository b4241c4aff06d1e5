"""``GET /cohorts/brief.json|pdf`` and ``/cohorts/tables.csv|xlsx``: figures about many, as files.

Whoever may read ``cohort`` may read these, and learns the same from them. To add a format: how a
file is made, in a module of its own, and its line in ``_BRIEFS`` or ``_TABLES``.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.cohorts.asking import OF_BRIEF, OF_TABLES, asked_in, by_in, language_of
from api.cohorts.rendering import BusyError, Rendering
from api.identity.header import authorization_of
from api.identity.principals import Identity
from api.identity.refusals import RefusedCredentialsError
from api.refusing import AWAY, PRIVATE, refused, unavailable
from assessments.briefs.brief import Brief, written
from assessments.errors import NotFoundError, Sought
from assessments.services.briefs.reading import read_brief
from assessments.services.briefs.tables import Tables, read_tables
from assessments.services.cohorts.checking import checked
from assessments.services.cohorts.reading import AskedCohort
from assessments.services.cohorts.refusals import FilterRejectedError
from assessments.services.environment import Environment, day_of
from assessments.services.principals import Principal
from assessments.texts import Language, both
