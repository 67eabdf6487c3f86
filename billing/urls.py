from django.urls import path

from billing.views import bills, deciding, disputes, looking, payments, prices, readings, rules
from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door

urlpatterns = [
    path("prices/", prices.prices, name="gas-prices"),
    path("rules/", rules.rules, name="billing-rules"),
    path("accounts/<str:number>/reading/", readings.send, name="send-reading"),
    path("readings/", readings.to_look_at, name="readings-to-look-at"),
    path("readings/<int:pk>/", readings.look, name="look-at-reading"),
    path("readings/<int:pk>/photo/", readings.photo, name="reading-photo"),
    path("bills/", bills.my_bills, name="my-bills"),
    path("bills/to-look-at/", looking.to_look_at, name="bills-to-look-at"),
    path("bills/to-look-at/<str:number>/", looking.look, name="look-at-bill"),
    path("bills/<str:number>/", bills.bill, name="bill"),
    path("bills/<str:number>/dispute/", disputes.dispute_bill, name="dispute-bill"),
    path("cases/<reference:reference>/dispute/", disputes.attach, name="attach-dispute"),
    path("disputes/<reference:reference>/", deciding.dispute, name="dispute"),
    path("disputes/<reference:reference>/decision/", deciding.decide, name="decide-dispute"),
    path("disputes/<reference:reference>/approval/", deciding.answer_proposal, name="answer-proposal"),
    path("disputes/<reference:reference>/rebilling/", deciding.rebill, name="rebill-meter"),
    path("bills/<str:number>/paper.pdf", bills.bill_as_paper, name="bill-paper"),
    path("accounts/<str:number>/bills/", bills.account_bills, name="account-bills"),
    path("accounts/<str:number>/bills.csv", bills.bills_csv, name="bills-csv"),
    path("accounts/<str:number>/payments/", payments.account_payments, name="account-payments"),
    path("payments/<path:reference>/paper.pdf", payments.payment_as_paper, name="payment-paper"),
    path("payments/<path:reference>/", payments.payment, name="payment"),
    *filing_urls(Door.BILLING),
]
