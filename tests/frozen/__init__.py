"""What earlier releases wrote, which the code of today must read."""
