"""Everything that changes questionnaires, split by noun."""
