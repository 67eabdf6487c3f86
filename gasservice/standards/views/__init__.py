"""The published catalogue as everybody reads it, and the office in which it is kept."""
