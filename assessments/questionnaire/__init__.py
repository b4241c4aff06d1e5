"""Questionnaires as data: definitions, kinds of answers, conditions and which questions apply.

Nothing here knows what a questionnaire is about.
"""
