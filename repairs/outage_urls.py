from django.urls import path

from repairs.views import outage_pages

urlpatterns = [
    path("outages/", outage_pages.outages, name="outages"),
    path("outages/feed.rss", outage_pages.feed, {"form": "rss"}, name="outages-feed"),
    path("outages/feed.json", outage_pages.feed, {"form": "json"}, name="outages-json"),
    path("outages/check/", outage_pages.outage_check, name="outage-check"),
    path("outages/<slug:reference>/", outage_pages.outage, name="outage"),
    path("outages/<slug:reference>/calendar.ics", outage_pages.calendar, name="outage-calendar"),
    path("outages/<slug:reference>/cap.xml", outage_pages.cap, name="outage-cap"),
    path("desk/outages/<slug:reference>/proof.csv", outage_pages.proof, name="outage-proof"),
]
