"""Everything in the content in words, in both languages, for editors."""
