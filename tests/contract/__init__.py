"""The operations that clients send, as they were agreed, and how to pick them out."""
