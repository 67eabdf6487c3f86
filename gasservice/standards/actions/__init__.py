"""Everything that changes what we promise, split by noun."""
