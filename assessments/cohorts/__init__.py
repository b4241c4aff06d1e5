"""Figures about many companies, as pure rules: what is counted, in which cells, for whom."""
