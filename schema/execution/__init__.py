"""From a document to a response."""
