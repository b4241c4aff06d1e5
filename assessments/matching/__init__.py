"""Matches a company to schemes, clusters, incubators and test facilities, with reasons."""
