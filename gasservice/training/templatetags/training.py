"""Who may open which page of training, for links: `{% may_look_at_people user as looks %}`."""

from django import template

from gasservice.training.access import is_looked_at, may_look_at_people

register = template.Library()
register.simple_tag(is_looked_at)
register.simple_tag(may_look_at_people)
