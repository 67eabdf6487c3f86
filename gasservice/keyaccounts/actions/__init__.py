"""What changes key accounts and warnings, split by who does it: the sweep, and people."""
