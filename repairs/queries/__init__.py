"""What the pages of work on pipes and meters ask, split by noun."""
