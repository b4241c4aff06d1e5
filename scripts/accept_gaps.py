"""Writes content/accepted_gaps.yaml from what the content lacks at present.

Used once, when the delivered content was taken over. What it lists becomes a warning for as long
as the entry stays as it is; a gap in a new or changed entry is to be mended, not accepted.

Run with the rules to accept: python -m scripts.accept_gaps content undated-source unchecked
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from assessments.content.cases.reading import load_cases
from assessments.content.checks.accepted_gaps import FILE
from assessments.content.checks.gaps import find_gaps
from assessments.content.checks.subject import Subject
from assessments.content.loading import load_folder

HEAD = """\
# What the delivered content lacks. Each line makes one breach of a rule a warning for as long as
# the entry is what it was; a changed entry must be mended. Lines are taken out, never added.
"""


def main(root: Path, rules: frozenset[str]) -> int:
    """Write the gaps in `root` under `rules`, and return how many there are."""
    folder = load_folder(root)
    if folder.catalogue is None:
        raise SystemExit("\n".join(str(problem) for problem in folder.problems))
    subject = Subject(
        folder=folder,
        catalogue=folder.catalogue,
        cases=load_cases(root),
        today=datetime.now(UTC).date(),
    )
    gaps = sorted(
        (gap for gap in find_gaps(subject) if gap.rule in rules),
        key=lambda gap: (gap.rule, gap.problem.path, gap.entry),
    )
    lines = [f"  - {{entry: {g.entry}, rule: {g.rule}, digest: '{g.digest}'}}\n" for g in gaps]
    (root / FILE).write_text(
        HEAD + "gaps:" + ("\n" + "".join(lines) if lines else " []\n"), "utf-8"
    )
    return len(gaps)


if __name__ == "__main__":
    folder, *accepted = sys.argv[1:]
    print(main(Path(folder), frozenset(accepted)), "gaps accepted")
