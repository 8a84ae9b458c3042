"""The live table, question x municipality, and the interpretations that FoU writes down."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from municipalities.models import Group
from municipalities.permissions import allow, fou_networks_of, is_fou_staff
from municipalities.refusals import refuse_form, status_of
from municipalities.typed_text import TextField
from surveys.collecting import interpretation_actions
from surveys.collecting import queries as collection_queries
from surveys.collecting.question_presenters import DIFFERS, IN_ORDER, present_questions, sort_questions
from surveys.collecting.views import collection_of, frame_of
from surveys.models import Collection
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Question

NO_CONTENT = 204


class InterpretationForm(forms.Form):
    text = TextField(label="Så läser vi frågan", widget=forms.Textarea(attrs={"rows": 5}), max_length=5000)
    consider_in_analysis = forms.BooleanField(label="Beaktas i analysen", required=False)
    consider_because = TextField(
        label="Varför ska det beaktas?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    raised_by = TextField(label="Vem tog upp frågan?", max_length=120, required=False)


def _network(request: HttpRequest, collection: Collection) -> Group:
    """The one asked for, else the collection's own, else the person's first; 403 for another's, and who has none."""
    networks = {one.slug: one for one in fou_networks_of(request.user)}
    asked = request.GET.get("natverk", "")
    if not networks or (asked and asked not in networks):
        raise PermissionDenied
    return networks.get(asked or collection.group.slug) or next(iter(networks.values()))


@allow(is_fou_staff)
def question_table(request: HttpRequest, area: str, year: int) -> HttpResponse:
    """The poll says what it has seen; when nothing is new there is nothing to swap."""
    collection = collection_of(request, area, year)
    network = _network(request, collection)
    mark = collection_queries.answers_mark(collection.survey, network, collection.is_example)
    if request.htmx and request.GET.get("sett") == mark:  # type: ignore[attr-defined]  # set by django-htmx
        return HttpResponse(status=NO_CONTENT)
    order = IN_ORDER if request.GET.get("ordning") == IN_ORDER else DIFFERS
    show_all = request.GET.get("visa") == "alla"
    found = collection_queries.differing_questions_of(collection.survey, network, collection.is_example)
    units = collection_queries.units_in_order(network, year)
    chosen = sort_questions(found, order, only_worth=not show_all)
    agreed = collection_queries.interpretations_of(collection.survey, network, only_agreed=True)
    shown = {
        "network": network,
        "units": units,
        "blocks": present_questions(chosen, units, agreed),
        "total": len(found),
        "order": order,
        "show_all": show_all,
        "mark": mark,
        "answering": len({unit for one in found for unit in one.answers}),
    }
    return render(
        request, "surveys/collecting/question_table.html", shown | frame_of(collection, request.user, "questions")
    )


@allow(is_fou_staff)
def interpretation_list(request: HttpRequest, area: str, year: int) -> HttpResponse:
    collection = collection_of(request, area, year)
    network = _network(request, collection)
    found = collection_queries.interpretations_of(collection.survey, network)
    questionnaire = questionnaire_of(collection.survey)
    sections = questionnaire.sections if questionnaire else ()
    shown = {
        "network": network,
        "sections": [(one.title, [(asked, found.get(asked.code)) for asked in one.questions]) for one in sections],
        "number": sum(one.state == one.State.AGREED for one in found.values()),
    }
    frame = frame_of(collection, request.user, "interpretations")
    return render(request, "surveys/collecting/interpretation_list.html", shown | frame)


def _question(collection: Collection, code: str) -> Question:
    questionnaire = questionnaire_of(collection.survey)
    for question in questionnaire.questions if questionnaire else ():
        if question.code == code:
            return question
    raise Http404


def _list_address(collection: Collection, network: Group) -> str:
    address = reverse("interpretation-list", args=[collection.survey.area.slug, collection.survey.year])
    return f"{address}?insamling={collection.group.slug}&natverk={network.slug}"


@allow(is_fou_staff)
def interpretation_edit(request: HttpRequest, area: str, year: int, code: str) -> HttpResponse:
    collection = collection_of(request, area, year)
    network = _network(request, collection)
    question = _question(collection, code)
    before = collection_queries.interpretations_of(collection.survey, network).get(code)
    fields = InterpretationForm.base_fields
    form = InterpretationForm(request.POST or None, initial={name: getattr(before, name, "") for name in fields})
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            interpretation_actions.write_interpretation(
                survey=collection.survey,
                network=network,
                question=code,
                source=f"FoU, {request.user}",
                by=request.user.email,
                is_example=collection.is_example,
                **form.cleaned_data,
            )
            messages.success(request, f"Tolkningen av {code} gäller nu.")
            return redirect(_list_address(collection, network))
    shown = {"form": form, "question": question, "interpretation": before, "network": network}
    frame = frame_of(collection, request.user, "interpretations")
    return render(request, "surveys/collecting/interpretation_edit.html", shown | frame, status=status_of(form))


@allow(is_fou_staff)
@require_POST
def interpretation_retire(request: HttpRequest, area: str, year: int, code: str) -> HttpResponse:
    collection = collection_of(request, area, year)
    network = _network(request, collection)
    found = collection_queries.interpretations_of(collection.survey, network).get(code)
    if found is None:
        raise Http404
    interpretation_actions.retire_interpretation(interpretation=found, by=request.user.email)
    messages.success(request, f"Tolkningen av {code} gäller inte längre.")
    return redirect(_list_address(collection, network))


urlpatterns = [
    path("enkater/<slug:area>/<int:year>/fragor/", question_table, name="question-table"),
    path("enkater/<slug:area>/<int:year>/tolkningar/", interpretation_list, name="interpretation-list"),
    path("enkater/<slug:area>/<int:year>/tolkningar/<str:code>/", interpretation_edit, name="interpretation-edit"),
    path(
        "enkater/<slug:area>/<int:year>/tolkningar/<str:code>/ta-ur-bruk/",
        interpretation_retire,
        name="interpretation-retire",
    ),
]
