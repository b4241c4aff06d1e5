"""What fields of types that come in lists read, for all of a list at once: a module each."""
