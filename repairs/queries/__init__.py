"""What screens and actions ask of the work on pipes and meters, split by noun."""
