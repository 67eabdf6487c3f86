"""Citizen supervisors: people from the estates who look at our work and tell us, and everybody, what they see."""
