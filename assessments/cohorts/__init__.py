"""Figures about many companies, and what keeps them from telling about one."""
