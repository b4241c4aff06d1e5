"""Not knowing: it never shows a question, and never lets one off."""

from collections.abc import Iterator, Mapping

from assessments.content.checks.rules import Rule, Use, questionnaire_rules
from assessments.content.checks.subject import Subject
from assessments.content.problems import Problem
from assessments.questionnaire.compiled import dont_know_options


def check_knowing(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per condition of visibility that names an option that says *don't know*.

    Such a condition would hold through a don't know, and not knowing could then be better than any
    true answer.
    """
    facts = [placed.item for placed in subject.facts.values()]
    for questionnaire in subject.folder.questionnaires:
        questions = questionnaire.questionnaire.item.questions_by_slug.values()
        options = dont_know_options((*facts, *questions))
        for rule in questionnaire_rules(subject, questionnaire):
            if rule.use in {Use.VISIBILITY, Use.ALLOWED}:
                yield from _named(rule, options)


def _named(rule: Rule, options: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for leaf, place in rule.leaves():
        compared = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
        for option in sorted(options.get(leaf.slug, frozenset())):
            if option in compared:
                message = (
                    f"`{option}` says that it is not known, which must not decide {rule.use.value};"
                    " take it out"
                )
                yield rule.problem("knowing", message, place)
