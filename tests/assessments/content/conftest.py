"""The fixtures of the tests of content."""

from tests.assessments.content.copied_folder import folder

__all__ = ["folder"]
