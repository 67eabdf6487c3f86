from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door

urlpatterns = filing_urls(Door.BILLING)
