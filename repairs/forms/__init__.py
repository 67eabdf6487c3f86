"""What requests about repairs may say, split by noun."""
