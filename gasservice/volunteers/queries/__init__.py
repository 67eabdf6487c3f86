"""What screens and actions ask of volunteers, by noun."""
