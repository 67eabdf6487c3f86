"""How we are doing: satisfaction, promises, waiting times and backlog, for supervisors and for everybody."""
