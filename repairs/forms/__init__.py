"""What people fill in about work at their homes."""
