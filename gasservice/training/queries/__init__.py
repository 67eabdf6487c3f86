"""What screens and actions ask of scores and courses, split by noun."""
