"""Training and conduct (服务规范): sampled work scored by the norms, courses, and what they changed."""
