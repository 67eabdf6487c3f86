"""What a page may say about the messages of whoever is signed in: `{% unread_count user as unread %}`."""

from django import template

from gasservice.notices.queries import unread_count

register = template.Library()
register.simple_tag(unread_count)
