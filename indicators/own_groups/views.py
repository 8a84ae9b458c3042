"""A person's own groups: made, named, changed, shared and taken away, and read by those they are shared with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.comparing.queries import all_groups, group_of, surveys_with_sources
from indicators.comparing.service_areas import by_area
from indicators.own_groups import actions, queries
from indicators.own_groups.forms import OwnGroupForm
from indicators.own_groups.permissions import get_own_group, get_shared_group
from indicators.permissions import sight_of
from municipalities.addresses import full_address
from municipalities.models import Group
from municipalities.permissions import allow, anyone, logged_in, networks_around
from municipalities.refusals import refuse_form, status_of
from municipalities.typed_text import typed


@allow(logged_in)
def own_group_list(request: HttpRequest) -> HttpResponse:
    shared = queries.shared_with(networks_around(request.user), request.user.pk)
    shown = {"groups": queries.own_groups_of(request.user.pk), "shared": shared}
    return render(request, "indicators/own_groups/own_group_list.html", shown)


@allow(logged_in)
def own_group_new(request: HttpRequest) -> HttpResponse:
    """With what a link proposes (?kommun=0125&kommun=…): a shared group, or similar municipalities."""
    return _form(request, None)


@allow(logged_in)
def own_group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, get_own_group(request.user, pk))


def _form(request: HttpRequest, group: Group | None) -> HttpResponse:
    """The form, and what its buttons ask for: search, add all of a group, save. Only the last one writes."""
    year = timezone.localdate().year
    units, button = queries.units_to_choose(year), request.POST.get("gor", "")
    if request.method == "POST":
        added = (
            queries.codes_in(group_of(all_groups(), request.POST.get("grupp", "")), year) if button == "grupp" else ()
        )
        form = OwnGroupForm(units, request.POST, added=added)
    else:
        stored = queries.members_of(group) if group else ()
        form = OwnGroupForm(units, name=group.name if group else "", stored=stored, added=request.GET.getlist("kommun"))
    if button == "spara" and form.is_valid():
        with refuse_form(form):
            saved = _save(request, group, form)
            messages.success(request, f"Gruppen {saved.name} är sparad.")
            return redirect("own-group", pk=saved.pk)
    text = typed(request.POST, "sok") if button == "sok" else ""
    found = queries.matching(form.left, text)
    shown = {"form": form, "group": group, "counties": queries.by_county(found), "text": text, "groups": all_groups()}
    status = status_of(form) if button == "spara" else 200
    return render(request, "indicators/own_groups/own_group_edit.html", shown, status=status)


def _save(request: HttpRequest, group: Group | None, form: OwnGroupForm) -> Group:
    if group is None:
        return actions.make_group(owner=request.user, **form.wanted(), by=request.user.email)
    actions.change_group(group=group, **form.wanted(), by=request.user.email)
    group.refresh_from_db()
    return group


@allow(logged_in)
def own_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_own_group(request.user, pk)
    shown = _shown(request, group) | {
        "networks": networks_around(request.user),
        "link": full_address("shared-group", group.slug) if group.shared_by_link else "",
    }
    return render(request, "indicators/own_groups/own_group.html", shown)


def _shown(request: HttpRequest, group: Group) -> dict[str, object]:
    areas = by_area(one for one in surveys_with_sources(sight=sight_of(request.user)) if one.sources)
    return {"group": group, "members": queries.members_of(group), "areas": areas}


@allow(logged_in)
@require_POST
def own_group_act(request: HttpRequest, pk: int) -> HttpResponse:
    """The buttons of a group: share it, stop sharing it, delete it."""
    group, who = get_own_group(request.user, pk), {"by": request.user.email}
    match request.POST.get("gor", ""):
        case "dela-lank":
            actions.share_by_link(group=group, **who)
        case "dela-natverk":
            actions.share_with_network(group=group, network=request.POST.get("natverk", ""), **who)
        case "sluta-dela":
            actions.stop_sharing(group=group, **who)
            messages.success(request, "Gruppen delas inte längre. Länken fungerar inte mer.")
        case "ta-bort":
            actions.delete_group(group=group, **who)
            messages.success(request, f"Gruppen {group.name} är borttagen.")
            return redirect("own-group-list")
    return redirect(f"{reverse('own-group', args=[pk])}#delning")


@allow(anyone)
def shared_group(request: HttpRequest, slug: str) -> HttpResponse:
    """For whoever has the link, or belongs to the network it is shared with."""
    return render(
        request, "indicators/own_groups/shared_group.html", _shown(request, get_shared_group(request.user, slug))
    )


urlpatterns = [
    path("grupper/", own_group_list, name="own-group-list"),
    path("grupper/ny/", own_group_new, name="own-group-new"),
    path("grupper/<int:pk>/", own_group, name="own-group"),
    path("grupper/<int:pk>/andra/", own_group_edit, name="own-group-edit"),
    path("grupper/<int:pk>/gor/", own_group_act, name="own-group-act"),
    path("grupp/<slug:slug>/", shared_group, name="shared-group"),
]
