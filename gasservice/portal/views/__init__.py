"""The pages put together from everything below, split by what they are about."""
