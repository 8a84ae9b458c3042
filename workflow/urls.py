"""Addresses of the work model: cycles, meetings and protocols."""

from workflow.views import (
    areas,
    cycles,
    decisions,
    follow_ups,
    homework,
    meeting_mode,
    meetings,
    overview,
    plans,
    protocols,
)

urlpatterns = [
    *cycles.urlpatterns,
    *meetings.urlpatterns,
    *meeting_mode.urlpatterns,
    *protocols.urlpatterns,
    *areas.urlpatterns,
    *homework.urlpatterns,
    *decisions.urlpatterns,
    *plans.urlpatterns,
    *follow_ups.urlpatterns,
    *overview.urlpatterns,
]
