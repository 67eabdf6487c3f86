"""What standards officers fill in."""
