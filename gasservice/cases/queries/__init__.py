"""What screens ask of cases, split by noun."""
