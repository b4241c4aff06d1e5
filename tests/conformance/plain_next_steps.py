"""The second evaluator, on next steps: each shown question one level up, all else as it stands."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from tests.conformance.plain import Evaluator, Figures, Found, Given, months_between

Data = Mapping[str, Any]
Step = dict[str, Any]


class Stepping(Evaluator):
    """One questionnaire on one day, with what each step up would bring."""

    def steps(self, answers: Mapping[str, Given], facts: Mapping[str, Given]) -> list[Step]:
        """Return the steps as the files write them, the most rewarding first."""
        found: list[Step] = []
        for theme, question in list(self.questions):
            now = self.evaluate(answers, facts)
            slug = question["slug"]
            higher = [
                (level, said)
                for said in list(self._answers_to(question))
                if slug in now.levels_counted
                and slug not in now.hidden
                and (level := self._level_with(slug, question, said)) > now.levels_counted[slug]
            ]
            if higher:
                level, said = min(higher, key=lambda pair: pair[0])
                then = self._stepped(now, question, said, level)
                shown = self.evaluate({**answers, slug: said}, facts).shown
                found.append(
                    {
                        "question": slug,
                        "levels": (now.levels_counted[slug], level),
                        "reveals": [other for other in shown if other not in now.shown],
                        **_brought(theme, now, then),
                    }
                )
        return sorted(found, key=_rank)

    def _level_with(self, slug: str, question: Data, said: Given) -> int:
        self.answers[slug] = said
        level = self._level(question)
        assert level is not None
        return level

    def _stepped(self, now: Found, question: Data, said: Given, level: int) -> Figures:
        """Return the figures with the answer changed, and shown and counted what is so now."""
        self.answers[question["slug"]] = said
        self._write(question, said)
        return self.figures({**now.levels_counted, question["slug"]: level})

    def _answers_to(self, question: Data) -> Iterator[Given]:
        """Yield an answer per option or band of a scored question, in their order."""
        if not question.get("scored", True):
            return
        if question["kind"] == "boolean":
            yield from ({"boolean": True}, {"boolean": False})
        elif question["kind"] == "multiple_choice":
            yield from self._ticks(question)
        elif question["kind"] == "date":
            yield from self._days(question)
        elif "bands" in question:
            yield from ({"number": str(band["from"])} for band in question["bands"])
        else:
            for option in question["options"]:
                if not option.get("dont_know") and not option.get("not_applicable"):
                    yield {"option": option["slug"]}

    def _ticks(self, question: Data) -> Iterator[Given]:
        """Yield the ticks there are, with as many of the others, in order, as a band needs."""
        ticked = self.answers.get(question["slug"], {}).get("options", ())
        options = [o["slug"] for o in question["options"] if not o.get("exclusive")]
        kept = [slug for slug in options if slug in ticked]
        others = [slug for slug in options if slug not in ticked]
        for band in question["bands"]:
            if band["from"]:
                yield {"options": [*kept, *others][: band["from"]]}

    def _days(self, question: Data) -> Iterator[Given]:
        """Yield the latest day of each band, then never."""
        for band in question["bands"]:
            day = self.today
            while months_between(day, self.today) < band["from"]:
                day -= timedelta(days=1)
            yield {"date": str(day)}
        if question.get("allow_never"):
            yield {"never": True}


def _brought(theme: str, now: Found, then: Figures) -> Step:
    held = [cap for of in then.scores for cap in now.caps.get(of, ())]
    kept = [cap for of in then.scores for cap in then.caps.get(of, ())]
    return {
        "theme_gain": _gain(theme, now, then),
        "gain": _gain("overall", now, then),
        "caps_lifted": [cap for cap in held if cap not in kept],
        "level_reached": _reached("overall", now, then),
        "theme_level_reached": _reached(theme, now, then),
    }


def _gain(of: str, now: Found, then: Figures) -> str:
    before, after = now.scores[of], then.scores[of]
    return str(Fraction(0) if before is None or after is None else after - before)


def _reached(of: str, now: Found, then: Figures) -> int | None:
    return None if then.levels[of] == now.levels[of] else then.levels[of]


def _rank(step: Step) -> tuple[Fraction, Fraction, str]:
    return -Fraction(step["gain"]), -Fraction(step["theme_gain"]), step["question"]
