"""The wiring of the service office, and the ground its three doors stand on.

From top to bottom, imports going down only:

portal          home and "my gas": pages put together from panels
keyaccounts     early warning before a big customer leaves: signs, evidence, a person's verdict
questionnaires  a few questions by campaign to a sample of customers
training        norms of conduct scored, courses, and what they changed
volunteers      citizen supervisors: who they are, the cases drawn for them, what they saw
oversight       how we are doing: satisfaction, promises, load; the public figures
cases           the engine: one matter, its owner, its promises, its story, its survey
notices         what we tell people, and the proof that we did
registry        whom, where and what we supply
standards       what we have promised the public: catalogue, kinds, commitments, calendars, the clock
files           uploads: judged, re-encoded, served only through the access rule of what they belong to
users           who signs in and in what role; teams
web             page plumbing that knows nothing of gas
"""

from gasservice.celery import app as celery_app

__all__ = ["celery_app"]
