from django.urls import path

from gasservice.users import views

urlpatterns = [
    path("", views.my_account, name="my-account"),
    path("after-sign-in/", views.after_sign_in, name="after-sign-in"),
    path("tokens/", views.my_tokens, name="my-tokens"),
    path("tokens/<int:pk>/revocation/", views.revoke_my_token, name="revoke-token"),
    path("invitations/", views.invite, name="invite-staff"),
    path("invitations/<int:pk>/withdrawal/", views.withdraw, name="withdraw-invitation"),
    path("invitation/<str:secret>/", views.accept, name="accept-invitation"),
]
