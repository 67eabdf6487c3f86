"""Everything that changes a case, split by noun."""
