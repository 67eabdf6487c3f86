"""What changes volunteers and what they write, by noun."""
