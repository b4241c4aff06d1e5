"""Who is asking: from the headers of a request to a principal. Every way to sign in starts here."""
