"""The domain: questionnaires, scoring, matching, their storage and the services over them."""
