from django.urls import path

from billing.views import arrears, fees, payments, plans, prices, readings, redress, rules, shares
from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door

urlpatterns = [
    path("prices/", prices.prices, name="gas-prices"),
    path("rules/", rules.rules, name="billing-rules"),
    path("accounts/<str:number>/reading/", readings.send, name="send-reading"),
    path("accounts/<str:number>/payments/new/", payments.take, name="take-payment"),
    path("accounts/<str:number>/fees/", fees.of_place, name="fees-of-place"),
    path("payments/<int:pk>/", payments.payment, name="payment"),
    path("fees/unbilled/", fees.unbilled, name="fees-unbilled"),
    path("redress/", redress.owed, name="redress-owed"),
    path("redress/<int:pk>/", redress.one, name="redress"),
    path("readings/", readings.to_look_at, name="readings-to-look-at"),
    path("readings/<int:pk>/", readings.look, name="look-at-reading"),
    path("readings/<int:pk>/photo/", readings.photo, name="reading-photo"),
    path("accounts/<str:number>/arrears/", plans.account_arrears, name="account-arrears"),
    path("plans/<int:pk>/cancel/", plans.cancel, name="cancel-plan"),
    path("arrears/", arrears.arrears_desk, name="arrears-desk"),
    path("arrears/<int:pk>/", arrears.arrears, name="arrears"),
    path("arrears/<int:pk>/hold/", arrears.hold, name="hold-arrears"),
    path("arrears/<int:pk>/withdraw/", arrears.withdraw, name="withdraw-arrears"),
    path("arrears/unowned/", shares.unowned, name="unowned-arrears"),
    path("arrears/unowned/<int:pk>/", shares.share, name="unowned-share"),
    path("arrears/unowned/<int:pk>/assign/", shares.assign, name="assign-share"),
    path("arrears/unowned/<int:pk>/write-off/", shares.write_off, name="write-off-share"),
    path("arrears/unowned/<int:pk>/agreement/", shares.agree, name="agree-on-share"),
    path("arrears/unowned/<int:pk>/decline/", shares.decline, name="decline-share"),
    path("arrears/unowned/<int:pk>/evidence/", shares.evidence, name="share-evidence"),
    path("arrears/bills/<str:number>/share-out/", shares.share_out, name="share-out-bill"),
    path("statements/<int:pk>/", shares.statement, name="arrears-statement"),
    *filing_urls(Door.BILLING),
]
