"""What screens ask of crews and their work, split by noun."""
