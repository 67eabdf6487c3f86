"""Everything that changes the registry, split by noun."""
