"""What the pages of prices, readings and bills ask, by noun."""
