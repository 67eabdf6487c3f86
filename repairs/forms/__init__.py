"""What the pages of the repairs door ask, split by noun."""
