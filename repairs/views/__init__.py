"""The pages of the repairs door."""
