"""The rules that content must keep, one module per family.

To add one: write a function from the subject to problems, list it here, and add a broken folder to
the tests. ``NAMES_AND_FORMS`` must hold before anything can be evaluated; ``MEANING`` evaluates;
``DOUBTS`` are warnings.
"""

from collections.abc import Callable, Iterator

from assessments.content.checks.advice import check_advice
from assessments.content.checks.antitone import check_antitone
from assessments.content.checks.carry_over import check_carry_over
from assessments.content.checks.combining import check_combining
from assessments.content.checks.conditions import check_conditions
from assessments.content.checks.coverage import check_coverage
from assessments.content.checks.entries import check_entries
from assessments.content.checks.facts import check_facts
from assessments.content.checks.groupings import check_groupings
from assessments.content.checks.knowing import check_knowing
from assessments.content.checks.loops import check_loops
from assessments.content.checks.names import check_names
from assessments.content.checks.order import check_order
from assessments.content.checks.reach import check_reach
from assessments.content.checks.reference_data import check_reference_data
from assessments.content.checks.references import check_references
from assessments.content.checks.scales import check_scales
from assessments.content.checks.scoring import check_scoring
from assessments.content.checks.subject import Subject
from assessments.content.checks.texts import check_texts, doubtful_texts
from assessments.content.checks.writing import check_writing
from assessments.content.problems import Problem

ContentCheck = Callable[[Subject], Iterator[Problem]]

NAMES_AND_FORMS: tuple[ContentCheck, ...] = (
    check_names,
    check_references,
    check_reference_data,
    check_facts,
    check_loops,
    check_conditions,
    check_writing,
    check_order,
    check_knowing,
    check_carry_over,
    check_scales,
    check_texts,
    check_entries,
    check_combining,
    check_groupings,
)

MEANING: tuple[ContentCheck, ...] = (
    check_scoring,
    check_advice,
    check_reach,
    check_antitone,
    check_coverage,
)

DOUBTS: tuple[ContentCheck, ...] = (doubtful_texts,)
