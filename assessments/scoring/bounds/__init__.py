"""Bounds: how low and how high the scores and levels of a draft can still become.

``draft`` finds what is still open and what hangs on it, ``tables`` what each question and cap can
come to, ``themes`` and ``overall`` put that together. Start at ``working.bounds``.
"""
