"""The barriers that a company shows by low answers."""

from collections.abc import Mapping

from assessments.questionnaire.visibility import Walk
from assessments.scoring.score import Score

HIGHEST_LEVEL_OF_A_GAP = 2


def gaps(score: Score, walk: Walk) -> Mapping[str, tuple[str, ...]]:
    """Return the slugs of the questions that show each gap, by barrier, in questionnaire order.

    A shown question that counts at level 0 to 2 shows its barriers.
    """
    found: dict[str, list[str]] = {}
    for theme in score.themes:
        for counted in theme.counted:
            if counted.level > HIGHEST_LEVEL_OF_A_GAP or not walk.is_shown(counted.question.slug):
                continue
            for barrier in counted.question.question.barriers:
                found.setdefault(barrier, []).append(counted.question.slug)
    return {barrier: tuple(questions) for barrier, questions in found.items()}
