"""What requests about cases may say, split by page."""
