"""What people are told of their data: who is responsible, and the notice in both languages."""
