"""What the API reads and says about cases."""
