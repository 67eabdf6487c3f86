"""What the repairs door keeps about a person beside the case, split by noun."""

from repairs.particulars import faults, money, pipes

__all__ = ["faults", "money", "pipes"]
