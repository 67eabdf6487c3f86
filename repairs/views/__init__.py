"""The pages of work on pipes."""
