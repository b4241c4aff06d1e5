"""Figures about many companies, as advisors and programs read them."""
