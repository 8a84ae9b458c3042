"""A report that somebody wrote, tried on the figures of its year. Nothing of it is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from municipalities.owners import owners_of
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import refuse_form, status_of
from workflow.documents.forms import ProofForm
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.documents.presenters import subject_text
from workflow.documents.proofs import prove
from workflow.documents.queries import orders_for
from workflow.documents.results.kind import read_figures


@allow(is_fou_staff)
def report_proof(request: HttpRequest) -> HttpResponse:
    orders: dict[str, Order] = {
        f"{order.network.slug}-{order.survey.pk}": order
        for network in owners_of(request.user)
        if network
        for order in orders_for(network, KINDS["resultat"])
        if order.network and order.survey
    }
    choices = [(key, subject_text(order)) for key, order in orders.items()]
    form = ProofForm(choices, request.POST or None, request.FILES or None, initial=request.GET.dict())
    context: dict[str, object] = {"form": form, "has_choices": bool(choices)}
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            facts = read_figures(orders[form.cleaned_data["om"]])
            context |= {"proof": prove(form.paragraphs, facts), "subject": dict(choices)[form.cleaned_data["om"]]}
    return render(request, "workflow/documents/report_proof.html", context, status=status_of(form))


urlpatterns = [path("rapporter/granska/", report_proof, name="report-proof")]
