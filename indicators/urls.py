"""Addresses of comparisons, reconciliation and imports."""

from indicators.views import answer_preview, comparisons, imports, reconciliation, survey_years

urlpatterns = [
    *comparisons.urlpatterns,
    *reconciliation.urlpatterns,
    *imports.urlpatterns,
    *survey_years.urlpatterns,
    *answer_preview.urlpatterns,
]
