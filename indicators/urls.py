"""Addresses of comparisons, publishing, reconciliation, imports and survey years."""

from indicators.comparing import preview_views
from indicators.comparing import views as comparing_views
from indicators.importing import views as importing_views
from indicators.leaflets import views as leaflets_views
from indicators.own_groups import views as own_groups_views
from indicators.publishing import views as publishing_views
from indicators.reconciling import views as reconciling_views
from indicators.years import area_views, definition_views
from indicators.years import views as years_views

urlpatterns = [
    *comparing_views.urlpatterns,
    *publishing_views.urlpatterns,
    *own_groups_views.urlpatterns,
    *reconciling_views.urlpatterns,
    *importing_views.urlpatterns,
    *area_views.urlpatterns,
    *years_views.urlpatterns,
    *definition_views.urlpatterns,
    *preview_views.urlpatterns,
    *leaflets_views.urlpatterns,
]
