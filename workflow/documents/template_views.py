"""The Word template of a network: sent in, looked at, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from documents.word.templates import styles_used
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import refuse_form, status_of
from workflow.documents.formats import FORMATS
from workflow.documents.forms import TemplateForm
from workflow.documents.permissions import get_network
from workflow.documents.queries import stored_template
from workflow.documents.template_actions import keep_template, remove_template


@allow(is_fou_staff)
def document_template(request: HttpRequest, slug: str) -> HttpResponse:
    network, standing = get_network(request, slug)
    if request.POST.get("gor") == "ta-bort":
        remove_template(network=network, **standing.actor)
        messages.success(request, "Mallen är borttagen. Portalens egen används igen.")
        return redirect("document-template", slug=slug)
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" else TemplateForm()
    if form.is_valid():
        sent = form.cleaned_data["mall"]
        with refuse_form(form):
            keep_template(network=network, name=sent.name or "", content=sent.read(), **standing.actor)
            messages.success(request, "Mallen är sparad. Rapporter som byggs från nu använder den.")
            return redirect("document-template", slug=slug)
    stored = stored_template(network)
    context = {"network": network, "form": form, "template": stored}
    context |= {"styles": styles_used(bytes(stored.content)) if stored else []}
    return render(request, "workflow/documents/document_template.html", context, status=status_of(form))


@allow(is_fou_staff)
def document_template_file(request: HttpRequest, slug: str) -> HttpResponse:
    """As it was sent in."""
    network, _standing = get_network(request, slug)
    found = stored_template(network)
    if found is None:
        raise Http404
    name = found.name.replace('"', "")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.content), content_type=FORMATS["docx"].content_type, headers=headers)


urlpatterns = [
    path("rapporter/mall/<slug:slug>/", document_template, name="document-template"),
    path("rapporter/mall/<slug:slug>/fil/", document_template_file, name="document-template-file"),
]
