"""An independent evaluator of the delivered questionnaire and catalogue, for tests only.

It reads the files in ``tests/delivered`` and computes, in plain and exact arithmetic, what
DESIGN.md §5 to §7 and the decisions beside it say. It shares no code with ``assessments``, so a
difference between the two is a mistake in one of them. Clarity stands before speed.

``values`` and ``company`` say what goes in, ``scoring.evaluate`` and ``matching.match`` what comes
out, and ``companies.random_company`` makes companies that reach every branch.
"""
