"""The pages of prices, rules and readings, by noun."""
