"""Scores, levels, caps and gaps: exact arithmetic over a walk; no I/O, no clock, no floats."""
