"""The people and places of the registry's tests."""

from tests.registry.conftest import account, bo, district, garden, home, mei, mei_user, meter  # noqa: F401
