"""PostgreSQL: tables, statements, and the rows as frozen dataclasses. SQL stands nowhere else."""
