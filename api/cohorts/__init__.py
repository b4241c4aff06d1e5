"""``/cohorts``: evidence briefs and tables of figures about many, as files."""
