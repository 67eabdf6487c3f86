"""What every page may say about a user's messages."""

from django import template

from gasservice.notices import queries
from gasservice.web.paging import Count

register = template.Library()


@register.simple_tag
def unread_count(user) -> Count:
    """Count a user's unread messages, up to 99; a visitor has none."""
    return queries.unread_count(user) if user.is_authenticated else Count(0)
