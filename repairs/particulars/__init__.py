"""What the repairs door keeps about a person beside the case, split by noun."""

from repairs.particulars import connections, faults, money, pipes, work

__all__ = ["connections", "faults", "money", "pipes", "work"]
