"""A new service area: what it is called, and then its first year in the editor; nothing is stored until it is saved."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from indicators.years.area_forms import AreaForm
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import status_of


@allow(is_fou_staff)
def service_area_new(request: HttpRequest) -> HttpResponse:
    form = AreaForm(request.GET if "namn" in request.GET else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        address = reverse("survey-year-edit", args=[told["kortnamn"], told["ar"]])
        return redirect(f"{address}?{urlencode({'namn': told['namn']})}")
    return render(request, "indicators/years/service_area_new.html", {"form": form}, status=status_of(form))


urlpatterns = [path("enkater/nytt-omrade/", service_area_new, name="service-area-new")]
