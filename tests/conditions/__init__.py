"""Conditions as other programs read them."""
