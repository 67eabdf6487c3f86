"""What the repairs door adds to the sample city, a module each; the order of the imports is the order of building."""

from repairs.sample import connections, crews, faults, meters, outages, pipes, work

__all__ = ["connections", "crews", "faults", "meters", "outages", "pipes", "work"]
