"""Addresses of surveys: FoU's pages and the contact's."""

from surveys.views import answer_list, answer_overview, answer_sharing, answering, collections, mailings, questions

urlpatterns = [
    *collections.urlpatterns,
    *mailings.urlpatterns,
    *questions.urlpatterns,
    *answer_list.urlpatterns,
    *answer_sharing.urlpatterns,
    *answering.urlpatterns,
    *answer_overview.urlpatterns,
]
