"""What bills add to the sample city, a module each; the order of the imports is the order of building."""

from billing.sample import bills, disputes, late_charges, arrears  # isort: skip

__all__ = ["arrears", "bills", "disputes", "late_charges"]
