"""Pages about cases, split by who looks at them."""
