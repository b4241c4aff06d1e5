"""Alembic migrations: every revision goes up, down and up again."""
