"""Filters that say things in the reader's language; nothing at all is said of nothing."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.web import say
from gasservice.web.languages import language_named, localized

register = template.Library()
register.filter("localized", localized)


@register.filter("say_when")
def when(at, now=None):
    return say.say_when(at, now=now or timezone.now()) if at else ""


@register.filter("say_day")
def day(on, now=None):
    return say.say_day(on, now=now or timezone.now()) if on else ""


@register.filter("say_date")
def day_and_year(on):
    return say.say_date(on) if on else ""


@register.filter("say_day_of_every_year")
def day_of_every_year(day):
    return say.say_day_of_every_year(day)


@register.filter("say_ago")
def ago(at, now=None):
    return say.say_ago(at, now=now or timezone.now()) if at else ""


@register.simple_tag
def window_words(since, until, now=None):
    """Say a window as "Tue 24 Nov, 08:00–12:00"."""
    return say.say_window(since, until, now=now or timezone.now())


@register.filter("say_time")
def time(at):
    return say.say_time(at) if at else ""


@register.filter("say_money")
def money(amount):
    return "" if amount in (None, "") else say.say_money(amount)


@register.filter("say_unit_price")
def unit_price(amount):
    return "" if amount in (None, "") else say.say_unit_price(amount)


@register.filter("say_price")
def price(asked):
    """From how much to how much; nothing to pay is free."""
    return _("Free") if asked.is_free else say.say_range(asked.low, asked.high)


@register.filter("say_number")
def number(value, places=0):
    return "" if value in (None, "") else say.say_number(value, places=places)


@register.simple_tag
def gap():
    """Say what stands between two sentences: Chinese leaves nothing there."""
    return say.speech_of().gap


@register.filter("say_working")
def working(minutes):
    return "" if minutes in (None, "") else say.say_working(minutes)


@register.filter
def html_lang(language):
    """The language tag of HTML for one of our languages: "zh-Hans" for "zh-hans"."""
    return language_named(language).html
