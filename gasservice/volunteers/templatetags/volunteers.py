"""Who may open which page of volunteers, for links: `{% is_vetting user as vets %}`."""

from django import template

from gasservice.volunteers.access import is_vetting, may_see_observations

register = template.Library()
register.simple_tag(is_vetting)
register.simple_tag(may_see_observations)
