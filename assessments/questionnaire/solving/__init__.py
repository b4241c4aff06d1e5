"""Decides exactly what conditions can come to, over all that a company can finally say.

``residues`` holds conditions while parts of them are settled, ``things`` what each question, fact
and score can be, and ``solver`` puts the two together.
"""
