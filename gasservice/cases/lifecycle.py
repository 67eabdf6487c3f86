"""What may follow what: one table for all doors."""

from gasservice.cases.terms import Status

MAY_FOLLOW: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN}),
    Status.IN_PROGRESS: frozenset({Status.OPEN, Status.WAITING, Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN}),
    Status.WAITING: frozenset({Status.OPEN, Status.IN_PROGRESS, Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN}),
    Status.RESOLVED: frozenset({Status.IN_PROGRESS, Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.IN_PROGRESS, Status.OPEN}),
    Status.WITHDRAWN: frozenset(),
}


def may_become(status: str, following: str) -> bool:
    return following in MAY_FOLLOW[status]
