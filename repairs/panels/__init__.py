"""What the repairs door adds to a case, on the desk's page and its customer's; the order of the imports is theirs."""

from repairs.panels import faults, visits, work

__all__ = ["faults", "visits", "work"]
