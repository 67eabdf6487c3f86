"""The pages of the repairs door, split by who stands before them."""
