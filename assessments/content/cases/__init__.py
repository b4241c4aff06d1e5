"""Worked cases: what must come out for companies that somebody has thought through.

To add an expectation: give it a field in ``models.py`` and compare it in ``offers.py`` or
``questionnaires.py``. A test per expectation shows that it fails when it is wrong.
"""
