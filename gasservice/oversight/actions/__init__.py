"""Keeping the figures: counting anew what has changed, and adding it to the sums."""
