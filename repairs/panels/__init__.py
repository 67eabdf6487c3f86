"""What the repairs door adds to a case, on the desk's page and its customer's; the order of the imports is theirs."""

from repairs.panels import connections, faults, pipes, visits, work

__all__ = ["connections", "faults", "pipes", "visits", "work"]
