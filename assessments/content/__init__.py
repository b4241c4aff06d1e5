"""Content: read from files, checked, and made ready to use."""
