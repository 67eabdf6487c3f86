"""What requests about bills may say, split by noun."""
