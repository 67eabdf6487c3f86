from django.urls import path

from gasservice.questionnaires import views

urlpatterns = [
    path("questionnaires/<str:secret>/", views.answer_questions, name="questionnaire"),
    path("questionnaires/<str:secret>/thanks/", views.thanks_for_answers, name="questionnaire-thanks"),
    path("desk/questionnaires/", views.campaigns, name="campaigns"),
    path("desk/questionnaires/new/", views.new_campaign, name="new-campaign"),
    path("desk/questionnaires/words/", views.erase_words_of, name="erase-words"),
    path("desk/questionnaires/words/<int:pk>/erasure/", views.erase_words_of_answer, name="erase-answer"),
    path("desk/questionnaires/<int:pk>/", views.campaign, name="campaign"),
    path("desk/questionnaires/<int:pk>/change/", views.edit_campaign, name="edit-campaign"),
    path("desk/questionnaires/<int:pk>/launch/", views.launch, name="launch-campaign"),
    path("desk/questionnaires/<int:pk>/results.csv", views.campaign_csv, name="campaign-csv"),
    path("desk/questionnaires/<int:pk>/preview/", views.preview, name="preview-campaign"),
    path("desk/questionnaires/<int:pk>/questions/<int:position>/removal/", views.drop_question, name="drop-question"),
]
