"""What the tables hold about companies and people; docs/data-protection.md is written from it.

A new table is an entry in one of the modules and a line here; a new column is a name in its table's
entry. `make check` fails without.
"""

from collections.abc import Mapping
from typing import Final

from assessments.storage.protection.assessments import (
    ASSESSMENT_CHANGES,
    ASSESSMENTS,
    IDEMPOTENCY_KEYS,
)
from assessments.storage.protection.companies import API_KEYS, AUDIT_LOG, COMPANIES
from assessments.storage.protection.counting import (
    CELLS,
    COHORT_FIGURES,
    COHORT_RELEASES,
    CONTRIBUTIONS,
    DISCLOSURE_ATOMS,
    MEASURES,
)
from assessments.storage.protection.entries import AboutNobody, Entry
from assessments.storage.protection.members import (
    CELL_OUTBOX,
    COMPANY_GROUPS,
    INVITATIONS,
    INVITED_ORGANISATIONS,
    MEMBERSHIPS,
)
from assessments.storage.protection.results import (
    CONSENTS,
    RESULT_SCORES,
    RESULTS,
    REVIEWS,
)

PROTECTION: Final[Mapping[str, Entry]] = {
    "companies": COMPANIES,
    "assessments": ASSESSMENTS,
    "assessment_changes": ASSESSMENT_CHANGES,
    "idempotency_keys": IDEMPOTENCY_KEYS,
    "results": RESULTS,
    "result_scores": RESULT_SCORES,
    "consents": CONSENTS,
    "reviews": REVIEWS,
    "api_keys": API_KEYS,
    "audit_log": AUDIT_LOG,
    "memberships": MEMBERSHIPS,
    "company_groups": COMPANY_GROUPS,
    "invitations": INVITATIONS,
    "invited_organisations": INVITED_ORGANISATIONS,
    "cell_outbox": CELL_OUTBOX,
    "contributions": CONTRIBUTIONS,
    "cells": CELLS,
    "disclosure_atoms": DISCLOSURE_ATOMS,
    "cohort_releases": COHORT_RELEASES,
    "cohort_figures": COHORT_FIGURES,
    "measures": MEASURES,
    "content_versions": AboutNobody(
        "It holds questions, schemes and other content that is written by editors and published."
    ),
}
"""Every table, in the order of the document."""
