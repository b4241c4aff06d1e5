"""Figures about many companies, a module per part."""
