"""Small questionnaires as plain data, one per feature, that any implementation can be held to."""
