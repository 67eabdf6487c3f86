from django.urls import path

from gasservice.standards.views import published

urlpatterns = [
    path("", published.services, name="services"),
    path("promises/", published.promises, name="promises"),
    path("promises/<slug:code>/", published.promise_history, name="promise-history"),
    path("conduct/", published.conduct, name="conduct"),
    path("fees/", published.fees, name="fees"),
    path("who-pays/", published.who_pays, name="who-pays"),
    path("<slug:code>/", published.service, name="service"),
]
