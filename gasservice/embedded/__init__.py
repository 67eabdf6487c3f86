"""The embedded default: a real PostgreSQL and a real Redis-protocol server from Python wheels, in a folder of ours.

Nothing here is imported by the portal itself: `python -m gasservice.embedded` starts what DATABASE_URL and REDIS_URL
do not name, then runs the portal or one command on it.
"""
