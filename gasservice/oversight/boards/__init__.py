"""What stands on the supervisors' pages beside the dashboard, a module for each of them."""
