"""Addresses of surveys: FoU's pages and the contact's."""

from surveys.answering import list_views, overview_views, sharing_views
from surveys.answering import views as answering_views
from surveys.collecting import mailing_views, question_views
from surveys.collecting import views as collecting_views

urlpatterns = [
    *collecting_views.urlpatterns,
    *mailing_views.urlpatterns,
    *question_views.urlpatterns,
    *list_views.urlpatterns,
    *sharing_views.urlpatterns,
    *answering_views.urlpatterns,
    *overview_views.urlpatterns,
]
