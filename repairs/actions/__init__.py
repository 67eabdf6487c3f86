"""Everything that changes the work on pipes and meters, split by noun."""
