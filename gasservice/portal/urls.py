from django.urls import path

from gasservice.portal.views import home, my_gas, needs, places

urlpatterns = [
    path("", home.home, name="home"),
    path("safety/", home.safety, name="safety"),
    path("my-gas/", my_gas.my_gas, name="my-gas"),
    path("account/data/", my_gas.my_data, name="my-data"),
    path("my-gas/accounts/<str:number>/", my_gas.gas_account, name="gas-account"),
    path("my-gas/accounts/<str:number>/usage.csv", my_gas.usage_csv, name="usage-csv"),
    path("my-gas/accounts/<str:number>/readings.csv", my_gas.readings_csv, name="readings-csv"),
    path("my-gas/accounts/<str:number>/receipts/<slug:reference>/", my_gas.my_receipt, name="my-receipt"),
    path("my-gas/claims/", my_gas.claim, name="claim-account"),
    path("my-gas/claims/<int:pk>/", my_gas.prove, name="prove-claim"),
    path("my-gas/needs/", needs.needs, name="priority-needs"),
    path("my-gas/needs/<int:pk>/", needs.need, name="priority-need"),
    path("my-gas/needs/<int:pk>/evidence/", needs.evidence, name="need-evidence"),
    path("my-gas/needs/<int:pk>/review/", needs.review, name="review-need"),
    path("my-gas/needs/<int:pk>/end/", needs.end, name="end-need"),
    path("my-gas/needs/<int:pk>/confirmation/", needs.confirm, name="confirm-need"),
    path("desk/places/", places.places, name="places"),
    path("desk/places/<slug:kind>/<str:code>/", places.place, name="place"),
    path("desk/needs/", needs.desk, name="needs-to-look-at"),
]
