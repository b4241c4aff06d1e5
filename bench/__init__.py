"""Benchmarks: run by hand with `make bench`, never by the tests."""
