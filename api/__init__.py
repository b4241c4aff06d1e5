"""The HTTP side of the program and its start-up."""
