"""Says single clauses of conditions: what is compared, and what it must be."""

from collections.abc import Mapping
from datetime import date
from typing import Final, cast

from assessments.content.value_words import say, say_limit
from assessments.content.wording import Facts
from assessments.questionnaire.conditions.evaluate import Constants, constant_of
from assessments.questionnaire.conditions.nodes import Leaf, ScoreLeaf
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.conditions.remedies import Clause
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.values import Number, Value, Values
from assessments.texts import Language, Text, both, listed, say_number

MOST_NAMED = 6
AND_MORE = both("{names} og {count} til", "{names} and {count} more")

OVERALL = "overall"
OVERALL_SCORE = both("Samlet poengsum", "Overall score")
THEME_SCORE = both("Poengsum for {slug}", "Score for {slug}")

LESS, AT_LEAST = both("under {}", "less than {}"), both("minst {}", "at least {}")
MORE, AT_MOST = both("over {}", "more than {}"), both("høyst {}", "at most {}")
BEFORE, FROM = both("før {}", "before {}"), both("tidligst {}", "{} or later")
AFTER, UNTIL = both("etter {}", "after {}"), both("senest {}", "{} or earlier")
IS, IS_NOT = both("{}", "{}"), both("ikke {}", "not {}")
ONE_OF, NOT_ONE_OF = both("én av {}", "one of {}"), both("ingen av {}", "none of {}")
ANY_OF = both("minst én av {}", "at least one of {}")
ALL_OF, NOT_ALL_OF = both("alle av {}", "all of {}"), both("ikke alle av {}", "not all of {}")

PHRASES: Final[Mapping[Operator, tuple[Text, Text]]] = {
    Operator.EQ: (IS, IS_NOT),
    Operator.NE: (IS_NOT, IS),
    Operator.LT: (LESS, AT_LEAST),
    Operator.LTE: (AT_MOST, MORE),
    Operator.GT: (MORE, AT_MOST),
    Operator.GTE: (AT_LEAST, LESS),
    Operator.IN: (ONE_OF, NOT_ONE_OF),
    Operator.NOT_IN: (NOT_ONE_OF, ONE_OF),
    Operator.CONTAINS_ANY: (ANY_OF, NOT_ONE_OF),
    Operator.CONTAINS_NONE: (NOT_ONE_OF, ANY_OF),
    Operator.CONTAINS_ALL: (ALL_OF, NOT_ALL_OF),
    Operator.CONTAINS_OUTSIDE: (
        both("noe utenfor {}", "something outside {}"),
        both("ikke noe utenfor {}", "nothing outside {}"),
    ),
    Operator.COUNT_GTE: (both("minst {}", "at least {}"), both("færre enn {}", "fewer than {}")),
    Operator.ANSWERED: (both("oppgitt", "stated"), both("ikke oppgitt", "not stated")),
    Operator.NOT_APPLICABLE: (both("gjelder ikke", "does not apply"), both("gjelder", "applies")),
}
"""Per operator: what must be for the comparison to be met, and to be unmet."""

OF_DATES: Final[Mapping[Operator, tuple[Text, Text]]] = {
    Operator.LT: (BEFORE, FROM),
    Operator.LTE: (UNTIL, AFTER),
    Operator.GT: (AFTER, UNTIL),
    Operator.GTE: (FROM, BEFORE),
}


def say_clause(clause: Clause, facts: Facts, constants: Constants, language: Language) -> str:
    """Return what must be for `clause` not to stand in the way, such as "Employees: at most 5"."""
    leaf = clause.leaf
    fact = facts.get(leaf.slug)
    constant = constant_of(leaf, constants)
    met, unmet = _phrases(leaf, constant)
    phrase = (met if clause.wanted else unmet).into(language)
    words = phrase.format(_constant(leaf, constant, fact, language))
    return f"{_name(leaf, fact, language)}: {words}"


def _phrases(leaf: Leaf, constant: object) -> tuple[Text, Text]:
    if isinstance(leaf.value, tuple) and len(leaf.value) == 1:
        return (IS_NOT, IS) if leaf.op in _EXCLUDING else (IS, IS_NOT)
    return OF_DATES[leaf.op] if isinstance(constant, date) else PHRASES[leaf.op]


_EXCLUDING = frozenset({Operator.NOT_IN, Operator.CONTAINS_NONE})


def say_actual_of(clause: Clause, facts: Facts, known: Values, language: Language) -> str | None:
    """Return the company's own value that `clause` looks at; None while it is not known."""
    slug = clause.leaf.slug
    if isinstance(clause.leaf, ScoreLeaf) or slug not in facts or slug not in known:
        return None
    return say(facts[slug], known[slug], language)


def _name(leaf: Leaf, fact: Fact | None, language: Language) -> str:
    if isinstance(leaf, ScoreLeaf):
        words = OVERALL_SCORE if leaf.score == OVERALL else THEME_SCORE
        return words.into(language).format(slug=leaf.slug)
    return leaf.slug if fact is None else fact.name.into(language)


def _constant(leaf: Leaf, constant: object, fact: Fact | None, language: Language) -> str:
    if leaf.op is Operator.CONTAINS_OUTSIDE:
        return str(leaf.value)
    if isinstance(leaf.value, tuple):
        named = [_one(slug, fact, language) for slug in leaf.value]
        names, more = listed(named[:MOST_NAMED]), len(named) - MOST_NAMED
        if more <= 0:
            return names
        return AND_MORE.into(language).format(names=names, count=more)
    if constant is None:
        return ""
    counted = leaf.op is Operator.COUNT_GTE
    return _one(cast("Value", constant), None if counted else fact, language)


def _one(constant: Value, fact: Fact | None, language: Language) -> str:
    if fact is not None and isinstance(constant, Number) and not isinstance(constant, bool):
        return say_limit(fact, constant, language)
    if fact is not None:
        return say(fact, constant, language)
    return (
        str(constant) if isinstance(constant, str) else say_number(cast("int", constant), language)
    )
