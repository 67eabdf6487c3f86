from complaints.actions import file_complaint
from complaints.forms import questions
from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door

urlpatterns = filing_urls(Door.COMPLAINTS, send=file_complaint, questions=questions)
