"""Publishing a year: what becomes visible to whom, the comparison as everybody will see it, and the way back."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from indicators.comparing.matrix_page import Choice, MatrixPage, read_page
from indicators.comparing.matrix_presenters import present_matrix
from indicators.permissions import Sight
from indicators.publishing.actions import obstacle_to, publish_year, withdraw_year
from indicators.publishing.forms import WithdrawForm
from indicators.publishing.permissions import get_year, years_owners
from indicators.publishing.queries import Year, current_publication, group_of, history_of, is_example, read_preview
from municipalities.owners import NATION, owner_name
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import refuse_form, status_of


@allow(is_fou_staff)
def year_publication(request: HttpRequest, area: str, year: int) -> HttpResponse:
    chosen = get_year(request.user, area, year, request.GET.get("for", ""))
    form = WithdrawForm(request.POST if request.POST.get("gor") == "dra-tillbaka" else None)
    if request.POST.get("gor") == "publicera":
        publish_year(year=chosen, by=request.user.email)
        messages.success(
            request, f"{chosen.survey.full_title} är publicerad för {chosen.name}. Nu ser alla resultaten."
        )
        return redirect(_address(chosen))
    if form.is_bound and form.is_valid():
        with refuse_form(form):
            withdraw_year(year=chosen, because=form.cleaned_data["skal"], by=request.user.email)
            messages.success(request, "Resultaten är tillbakadragna.")
            return redirect(_address(chosen))
    return _show(request, chosen, form)


def _address(year: Year) -> str:
    return f"{reverse('year-publication', args=[year.survey.area.slug, year.survey.year])}?for={year.slug}"


def _show(request: HttpRequest, year: Year, form: WithdrawForm) -> HttpResponse:
    now = timezone.now()
    current = current_publication(year)
    made_up = is_example(year)
    obstacle = "" if current and not made_up else obstacle_to(year, now)
    owners = years_owners(request.user, year.survey)
    page = None if obstacle else _as_everybody_will_see_it(year)
    shown = {
        "year": year,
        "survey": year.survey,
        "group": group_of(year),
        "current": current,
        "obstacle": obstacle,
        "preview": read_preview(year, timezone.localdate(now)),
        "is_example": made_up,
        "history": [one for one in history_of(year) if one.withdrawn_at],
        "others": [(one.slug if one else NATION, owner_name(one)) for one in owners if one != year.network],
        "form": form,
        **(present_matrix(page) if page else {}),
    }
    return render(request, "indicators/publishing/year_publication.html", shown, status=status_of(form))


def _as_everybody_will_see_it(year: Year) -> MatrixPage:
    """With what is published already, and the year's units: as a reader without any role, the day after."""
    sight = Sight(own=frozenset(year.units.values_list("pk", flat=True)))
    page = read_page(year.survey.area.slug, year.survey.year, Choice(grupp=group_of(year).slug), sight)
    return replace(page, is_unpublished=False)


urlpatterns = [
    path("enkater/<slug:area>/<int:year>/publicering/", year_publication, name="year-publication"),
]
