"""What the repairs door says and is told through the API, split by noun."""
