"""Exact cells of figures about many: kept up to date, rebuilt from the results, and compared."""
