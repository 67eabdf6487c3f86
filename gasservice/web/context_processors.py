"""What every template knows."""

from django.http import HttpRequest

from gasservice.web.company import company_in


def company(request: HttpRequest) -> dict[str, dict[str, str]]:
    return {"company": company_in()}
