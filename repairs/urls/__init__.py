"""The addresses of the repairs door, split by noun."""

from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door
from repairs.urls import connections, crews, faults, meters, outages, pipes, work
from repairs.views.filing import questions_for, send

urlpatterns = [
    *filing_urls(Door.REPAIRS, send=send, questions=questions_for),
    *(address for part in (faults, crews, work, meters, pipes, connections, outages) for address in part.urlpatterns),
]
