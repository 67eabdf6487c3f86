"""The pages of prices and readings, by noun."""
