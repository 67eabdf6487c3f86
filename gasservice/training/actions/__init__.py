"""Everything that changes scores and courses, split by noun."""
