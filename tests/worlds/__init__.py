"""What each part of the repairs door adds to the world of `tests/world.py`."""
