"""What screens ask about repairs, split by what they are about."""
