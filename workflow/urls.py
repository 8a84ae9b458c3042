"""Addresses of the work model, room by room in the order of the work."""

from workflow.areas import homework_views
from workflow.areas import views as areas_views
from workflow.cycles import views as cycles_views
from workflow.decisions import views as decisions_views
from workflow.documents import keeper_views, proof_views, template_views
from workflow.documents import views as documents_views
from workflow.follow_up import views as follow_up_views
from workflow.meetings import mode_views, protocol_views
from workflow.meetings import views as meetings_views
from workflow.plans import views as plans_views
from workflow.to_do import overview_views

urlpatterns = [
    *cycles_views.urlpatterns,
    *meetings_views.urlpatterns,
    *mode_views.urlpatterns,
    *protocol_views.urlpatterns,
    *areas_views.urlpatterns,
    *homework_views.urlpatterns,
    *decisions_views.urlpatterns,
    *plans_views.urlpatterns,
    *follow_up_views.urlpatterns,
    *proof_views.urlpatterns,
    *documents_views.urlpatterns,
    *keeper_views.urlpatterns,
    *template_views.urlpatterns,
    *overview_views.urlpatterns,
]
