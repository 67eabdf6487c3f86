"""The portal's addresses, and one for each page that is shown when something goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from gasservice.urls import urlpatterns as portal


def error(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, f"{code}.html", status=int(code[:3]))


urlpatterns = [path("errors/<str:code>/", error, name="error"), *portal]
