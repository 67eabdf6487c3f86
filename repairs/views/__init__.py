"""Pages of the repairs door, split by noun."""
