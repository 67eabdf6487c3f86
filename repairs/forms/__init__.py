"""What people fill in about work on pipes."""
