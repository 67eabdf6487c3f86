"""How we are doing, read from the sums that are kept; `figures` is where to begin."""
