"""What the repairs door answers with, split by what it is about."""
