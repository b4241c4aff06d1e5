"""Use cases: one function per thing that a caller can do, deciding who may."""
