"""The days of a collection and the mails that go out about it: planned, moved, sent now, and the log of them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import NotPossible, refuse_form, status_of
from municipalities.swedish import plural
from municipalities.typed_days import DayField, remark_on_days_off
from surveys.collecting import actions as collection_actions
from surveys.collecting import presenters as collection_presenters
from surveys.collecting import queries as collection_queries
from surveys.collecting.networks import units_concerning
from surveys.collecting.views import board_address, collection_of, collection_to_run, frame_of
from surveys.models import Collection, Mailing


class DaysForm(forms.Form):
    opens = DayField("Första dag")
    closes = DayField("Sista dag")


class MailingForm(forms.Form):
    kind = forms.ChoiceField(label="Slag", choices=Mailing.Kind.choices, initial=Mailing.Kind.REMINDER)
    on = DayField("Dag")


class MoveForm(forms.Form):
    on = DayField("Dag")

    def __init__(self, mailing: Mailing, *args: object) -> None:
        super().__init__(*args, initial={"on": mailing.on}, auto_id=f"%s-{mailing.pk}")  # type: ignore[arg-type]  # a form's arguments as they come


SENDS = {"bjud-in": Mailing.Kind.INVITATION, "pamin": Mailing.Kind.REMINDER}  # by button


@allow(is_fou_staff)
def mailing_list(request: HttpRequest, area: str, year: int) -> HttpResponse:
    return _page(request, collection_of(request, area, year))


def _page(
    request: HttpRequest,
    collection: Collection,
    *,
    days: DaysForm | None = None,
    new: MailingForm | None = None,
    moves: dict[int, MoveForm] | None = None,
) -> HttpResponse:
    """The page, with the form that was refused as it was typed. `moves` are by the mailing's id."""
    today, moves = timezone.localdate(), moves or {}
    planned = list(collection.mailings.select_related("collection"))
    only = units_concerning(request.user, collection)
    recipients = collection_queries.recipients_of(collection, only)
    shown = {
        "mailings": [
            (one, collection_presenters.mailing_state(one, today), moves.get(one.pk) or MoveForm(one))
            for one in planned
        ],
        "days_form": days or DaysForm(initial={"opens": collection.opens, "closes": collection.closes}),
        "mailing_form": new or MailingForm(),
        "recipients": recipients,
        "recipient_units": len({one.municipality.pk for one in recipients}),
        "mails": collection_presenters.present_mails(collection_queries.mails_of_collection(collection, only)),
    }
    shown |= frame_of(collection, request.user, "mailings")
    return render(request, "surveys/collecting/mailing_list.html", shown, status=status_of(days, new, *moves.values()))


def _back(collection: Collection) -> HttpResponse:
    return redirect(board_address(collection, "mailing-list"))


@allow(is_fou_staff)
@require_POST
def collection_days(request: HttpRequest, area: str, year: int) -> HttpResponse:
    collection = collection_to_run(request, area, year)
    form = DaysForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            collection_actions.change_days(collection=collection, by=request.user.email, **form.cleaned_data)
            messages.success(request, "Dagarna är ändrade.")
            remark_on_days_off(request, form)
            return _back(collection)
    return _page(request, collection, days=form)


@allow(is_fou_staff)
@require_POST
def mailing_new(request: HttpRequest, area: str, year: int) -> HttpResponse:
    collection = collection_to_run(request, area, year)
    form = MailingForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            collection_actions.plan_mailing(collection=collection, by=request.user.email, **form.cleaned_data)
            messages.success(request, "Utskicket är planerat.")
            remark_on_days_off(request, form)
            return _back(collection)
    return _page(request, collection, new=form)


@allow(is_fou_staff)
@require_POST
def mailing_change(request: HttpRequest, area: str, year: int, pk: int) -> HttpResponse:
    """Another day, or off the plan."""
    collection = collection_to_run(request, area, year)
    mailing = get_object_or_404(collection.mailings.select_related("collection__survey__area"), pk=pk)
    if request.POST.get("gor") == "ta-bort":
        collection_actions.drop_mailing(mailing=mailing, by=request.user.email)
        messages.success(request, "Utskicket är borttaget.")
        return _back(collection)
    form = MoveForm(mailing, request.POST)
    if form.is_valid():
        with refuse_form(form):
            collection_actions.move_mailing(mailing=mailing, on=form.cleaned_data["on"], by=request.user.email)
            messages.success(request, "Utskicket är flyttat.")
            remark_on_days_off(request, form)
            return _back(collection)
    return _page(request, collection, moves={pk: form})


@allow(is_fou_staff)
@require_POST
def mail_now(request: HttpRequest, area: str, year: int) -> HttpResponse:
    """To all who have not handed in, or to the units named by "kod"; of those that the person sees."""
    collection = collection_of(request, area, year)
    kind = SENDS.get(request.POST.get("gor", ""))
    if kind is None:
        raise NotPossible("Välj inbjudan eller påminnelse.")
    codes = request.POST.getlist("kod")
    units = collection_queries.units_to_mail(collection, codes, units_concerning(request.user, collection))
    sent = collection_actions.send_now(collection=collection, kind=kind, units=units, by=request.user.email)
    messages.success(request, plural(sent, "{n} mejl är på väg.", "{n} mejl är på väg."))
    return redirect(board_address(collection)) if codes else _back(collection)


urlpatterns = [
    path("enkater/<slug:area>/<int:year>/utskick/", mailing_list, name="mailing-list"),
    path("enkater/<slug:area>/<int:year>/dagar/", collection_days, name="collection-days"),
    path("enkater/<slug:area>/<int:year>/utskick/nytt/", mailing_new, name="mailing-new"),
    path("enkater/<slug:area>/<int:year>/utskick/skicka/", mail_now, name="mail-now"),
    path("enkater/<slug:area>/<int:year>/utskick/<int:pk>/", mailing_change, name="mailing-change"),
]
