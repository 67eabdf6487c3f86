"""The rule of surveys."""

from datetime import date

from gasservice.standards.models import SurveyRule


def survey_rule_on(day: date) -> SurveyRule | None:
    """Give the rule of surveys that holds on a day; nothing where none is published."""
    return SurveyRule.objects.valid_on(day).order_by("code").first()
