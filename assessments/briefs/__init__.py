"""Evidence briefs: what clusters say when they argue for an industry, from told figures alone."""
