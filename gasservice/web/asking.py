"""Doing what a page asks for: one way from a form, or a press, to its action and back to what is refused."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from gasservice.web.refusals import Refusal


def is_done(request: HttpRequest, form: Form, do: Callable) -> bool:
    """Do what a form asks for, where it was sent and is right; what is refused stands beside its field.

    The fields of the form are the arguments that the action still needs; `form.refusal` keeps what was refused.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do(**form.cleaned_data)
    except Refusal as refusal:
        form.refusal = refusal
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True


def is_pressed(request: HttpRequest, do: Callable, done: str = "") -> bool:
    """Do what a button asks for, and say so with `done`; what is refused is said on the page that follows."""
    try:
        do()
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return False
    if done:
        messages.success(request, done)
    return True
