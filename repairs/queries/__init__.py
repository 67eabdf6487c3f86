"""What the pages of work on pipes ask."""
