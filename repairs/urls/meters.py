"""Meters that hang, what other desks asked of the crews, and gas to stop and to open again."""

from django.urls import path

from repairs.access import CERTIFICATE, PHOTO
from repairs.views import meters, referrals, stops

urlpatterns = [
    path("work/orders/<slug:reference>/meter/", meters.exchange, name="exchange-meter"),
    path("referred/", referrals.referred_work, name="referred-work"),
    path("referred/<int:pk>/", referrals.referred, name="referred"),
    path("referred/<int:pk>/order/", referrals.order_referred, name="order-referred"),
    path("referred/<int:pk>/photo/", referrals.found_file, {"what": PHOTO}, name="referred-photo"),
    path("referred/<int:pk>/certificate/", referrals.found_file, {"what": CERTIFICATE}, name="meter-certificate"),
    path("stops/", stops.supply_stops, name="supply-stops"),
    path("stops/<int:pk>/", stops.supply_stop, name="supply-stop"),
    path("stops/<int:pk>/stopped/", stops.stopped, name="supply-stopped"),
    path("stops/<int:pk>/restored/", stops.restored, name="supply-restored"),
]
