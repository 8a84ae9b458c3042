"""FoU's side of a survey: the collections, opening one, who has answered how much, and opening a response again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from documents.web.figures import figure_html
from municipalities.models import Group
from municipalities.owners import owners_of
from municipalities.permissions import Person, allow, fou_networks_of, is_fou_staff
from municipalities.refusals import NotPossible, refuse_form, status_of
from municipalities.typed_days import DayField, remark_on_days_off
from municipalities.typed_text import TextField
from surveys.answering.hand_in_actions import reopen
from surveys.collecting import actions as collection_actions
from surveys.collecting import presenters as collection_presenters
from surveys.collecting import queries as collection_queries
from surveys.collecting.actions import PlannedMailing, usual_mailings
from surveys.collecting.board_queries import UnitStatus, board_of, left_unsent
from surveys.collecting.networks import runs, units_concerning, units_seen_by
from surveys.collecting.permissions import get_collection, get_collection_to_run, get_response_of
from surveys.collecting.pictures import responding_of
from surveys.files.csv_files import write_csv
from surveys.models import Collection, Survey
from surveys.questionnaires.queries import examples_hidden_by

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class OpenForm(forms.Form):
    survey = forms.ChoiceField(label="Enkätår")
    group = forms.ChoiceField(label="Vilka ska svara?")
    opens = DayField("Första dag")
    closes = DayField("Sista dag")
    invitation = DayField("Inbjudan", help_text="Tomt: första dagen.", required=False)
    reminder_1 = DayField("Första påminnelsen", help_text="Tomt: en vecka före sista dagen.", required=False)
    reminder_2 = DayField("Andra påminnelsen", help_text="Tomt: dagen före sista dagen.", required=False)

    def __init__(self, surveys: list[Survey], groups: list[Group], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's arguments as they come
        self.surveys = {one.slug: one for one in surveys}
        self.groups = {one.slug: one for one in groups}
        self.fields["survey"].choices = [(slug, one.full_title) for slug, one in self.surveys.items()]
        self.fields["group"].choices = [(slug, one.name) for slug, one in self.groups.items()]

    def mailings(self) -> list[PlannedMailing]:
        """The usual ones, each on the day chosen where one is."""
        data = self.cleaned_data
        chosen = [data["invitation"], data["reminder_1"], data["reminder_2"]]
        if not any(chosen):
            return usual_mailings(data["opens"], data["closes"])
        usual = usual_mailings(data["opens"], data["closes"])
        usual += [PlannedMailing(collection_actions.Kind.REMINDER, data["closes"])] * (3 - len(usual))
        return sorted(
            {PlannedMailing(one.kind, day or one.on) for one, day in zip(usual, chosen, strict=True)},
            key=lambda one: one.on,
        )


class ReopenForm(forms.Form):
    until = DayField("Öppen till och med")
    because = TextField(label="Varför?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


@allow(is_fou_staff)
def collection_list(request: HttpRequest) -> HttpResponse:
    summaries = collection_queries.summaries_for(request.user)
    shown = collection_presenters.present_list(summaries, timezone.localdate())
    owners = owners_of(request.user)
    years = {
        "surveys": collection_queries.surveys_to_open(owners),
        "without_questions": collection_queries.surveys_without_questions(owners),
    }
    return render(request, "surveys/collecting/collection_list.html", {"phases": shown} | years)


@allow(is_fou_staff)
def collection_open(request: HttpRequest) -> HttpResponse:
    surveys = collection_queries.surveys_to_open(owners_of(request.user))
    groups = collection_queries.groups_to_open(request.user)
    form = OpenForm(surveys, groups, request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            return _open(request, form)
    shown = {"form": form, "made_up": examples_hidden_by(surveys)}
    return render(request, "surveys/collecting/collection_open.html", shown, status=status_of(form))


def _open(request: HttpRequest, form: OpenForm) -> HttpResponse:
    data = form.cleaned_data
    if data["closes"] < data["opens"]:
        raise NotPossible("Sista dagen ligger före första dagen.")
    survey, group = form.surveys[data["survey"]], form.groups[data["group"]]
    collection = collection_actions.open_collection(
        survey=survey,
        group=group,
        opens=data["opens"],
        closes=data["closes"],
        mailings=form.mailings(),
        by=request.user.email,
        is_example=survey.is_example,
    )
    messages.success(request, f"{survey.full_title} är upplagd för {group.name}.")
    remark_on_days_off(request, form)
    return redirect(board_address(collection))


def board_address(collection: Collection, name: str = "collection-board") -> str:
    address = reverse(name, args=[collection.survey.area.slug, collection.survey.year])
    return f"{address}?insamling={collection.group.slug}"


def collection_of(request: HttpRequest, area: str, year: int) -> Collection:
    """The collection of the page, chosen by ?insamling=, as get_collection gives it."""
    return get_collection(request.user, area, year, request.GET.get("insamling", ""))


def collection_to_run(request: HttpRequest, area: str, year: int) -> Collection:
    return get_collection_to_run(request.user, area, year, request.GET.get("insamling", ""))


def frame_of(collection: Collection, person: Person, here: str) -> dict[str, object]:
    """What the head of every page of a collection needs."""
    today = timezone.localdate()
    siblings = collection_queries.siblings_of(collection, person)
    return {
        "collection": collection,
        "survey": collection.survey,
        "here": here,
        "siblings": siblings if len(siblings) > 1 else [],
        "chosen": f"?insamling={collection.group.slug}",
        "days": collection_presenters.days_left(collection, today),
        "is_open": collection_presenters.phase_of(collection, today) == collection_presenters.OPEN,
        "publisher": f"?for={collection.group.slug}" if collection.group in fou_networks_of(person) else "",
        "sees_answers": bool(fou_networks_of(person)),
        "runs": runs(person, collection),
    }


def _rows(request: HttpRequest, collection: Collection) -> tuple[list[UnitStatus], list[Group], str]:
    """All units the person sees, or those of the group chosen; the groups to choose among; the one chosen."""
    only = units_concerning(request.user, collection)
    groups = collection_queries.groups_within(collection, only)
    slug = request.GET.get("grupp", "")
    chosen = next((one for one in groups if one.slug == slug), None)
    if slug and chosen is None:
        raise Http404
    if chosen is not None:
        only = collection_queries.members_of(chosen, collection.survey.year)
    return board_of(collection, only), groups, slug


@allow(is_fou_staff)
def collection_board(request: HttpRequest, area: str, year: int) -> HttpResponse:
    collection = collection_of(request, area, year)
    rows, groups, slug = _rows(request, collection)
    state = request.GET.get("lage", "")
    shown = collection_presenters.present_board(rows, state)
    shown |= {"groups": groups, "group": slug, "may_see": units_seen_by(request.user, year)}
    today = timezone.localdate()
    if collection_presenters.phase_of(collection, today) == collection_presenters.CLOSED:
        shown["left"] = left_unsent(rows, today)
    if drawing := responding_of(collection, rows, list(collection.mailings.all()), today):
        shown["picture"] = figure_html(drawing, "svaren")
    return render(
        request, "surveys/collecting/collection_board.html", shown | frame_of(collection, request.user, "board")
    )


@allow(is_fou_staff)
def collection_file(request: HttpRequest, area: str, year: int, ending: str) -> HttpResponse:
    collection = collection_of(request, area, year)
    rows, _groups, _slug = _rows(request, collection)
    table = collection_presenters.board_table(rows)
    name = f"{area}-{year}-{collection.group.slug}-lage.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if ending == "csv":
        content = write_csv(table)
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
    return HttpResponse(collection_presenters.write_xlsx(table, "Läge"), content_type=XLSX, headers=headers)


@allow(is_fou_staff)
def collection_reopen(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    collection = collection_of(request, area, year)
    response = get_response_of(collection, request.user, kod)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            reopen(response=response, by=request.user.email, **form.cleaned_data)
            until = form.cleaned_data["until"]
            messages.success(request, f"{response.municipality.full_name} kan svara till och med {until}.")
            remark_on_days_off(request, form)
            return redirect(board_address(collection))
    shown = frame_of(collection, request.user, "board") | {"form": form, "response": response}
    return render(request, "surveys/collecting/collection_reopen.html", shown, status=status_of(form))


urlpatterns = [
    path("enkater/", collection_list, name="collection-list"),
    path("enkater/oppna/", collection_open, name="collection-open"),
    path("enkater/<slug:area>/<int:year>/", collection_board, name="collection-board"),
    path("enkater/<slug:area>/<int:year>/lage.xlsx", collection_file, {"ending": "xlsx"}, name="collection-xlsx"),
    path("enkater/<slug:area>/<int:year>/lage.csv", collection_file, {"ending": "csv"}, name="collection-csv"),
    path("enkater/<slug:area>/<int:year>/oppna-igen/<str:kod>/", collection_reopen, name="collection-reopen"),
]
