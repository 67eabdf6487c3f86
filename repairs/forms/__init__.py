"""What the repairs door asks, split by what it is about."""
