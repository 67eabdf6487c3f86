"""What the repairs door adds to a case, on the desk's page and its customer's; the order of the imports is theirs."""

from repairs.panels import faults, pipes, visits, work  # isort: skip

__all__ = ["faults", "pipes", "visits", "work"]
