"""Conditions: one small typed tree, read by an evaluator and by whoever explains it.

To add an operator: name it in ``operators.Operator``, give it a test in ``operators.TESTS`` and say
in ``content.checks.comparisons.OPERATORS`` what it may compare. A case in the tests' table of
operators fails until all three are there.
"""
