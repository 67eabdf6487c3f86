"""Everything that changes readings, bills and payments, by noun."""
