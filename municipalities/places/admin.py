"""The administrator's pages of places: groups, who belongs to them in which years, and what changes on a 1 January."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from import_export.admin import ExportMixin

from municipalities.models import Group, GroupMember, Municipality
from municipalities.places import actions
from municipalities.places.forms import ChangeForm, FormedForm, MemberForm, TriedForm


class RecordingAdmin(admin.ModelAdmin):
    """What is written goes through an action, with who wrote it."""

    def save_model(self, request: HttpRequest, obj: Any, form: TriedForm, change: bool) -> None:
        obj.pk = form.record(request.user.email)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """The action has written them."""


@admin.register(Group)
class GroupAdmin(ExportMixin, admin.ModelAdmin):
    list_display = ["name", "slug", "kind", "members_by_year"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    exclude = ["members", "owner", "shared_by_link", "shared_with"]
    readonly_fields = ["members_by_year"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        """A person's own groups are that person's."""
        return super().get_queryset(request).filter(owner=None)

    @admin.display(description="medlemmar")
    def members_by_year(self, group: Group) -> str:
        if group.pk is None:
            return "Spara gruppen först, och lägg sedan till medlemmar."
        address = reverse("admin:municipalities_groupmember_changelist")
        return format_html('<a href="{}?group__id__exact={}">Visa medlemmar och år</a>', address, group.pk)


@admin.register(GroupMember)
class GroupMemberAdmin(RecordingAdmin):
    form = MemberForm
    list_display = ["place", "group", "from_year", "to_year", "source"]
    list_filter = ["group__kind", ("group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["group", "municipality__parent"]
    search_fields = ["municipality__name", "municipality__code", "group__name"]
    autocomplete_fields = ["group", "municipality"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[GroupMember]:
        return super().get_queryset(request).filter(group__owner=None)

    @admin.display(description="kommun", ordering="municipality__code")
    def place(self, member: GroupMember) -> str:
        return member.municipality.full_name

    def delete_model(self, request: HttpRequest, obj: GroupMember) -> None:
        times = actions.times_in(obj.group, obj.municipality, but=obj.pk)
        by = request.user.email
        actions.record_member(group=obj.group, municipality=obj.municipality, times=times, by=by)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[GroupMember]) -> None:
        for one in queryset.select_related("group", "municipality__parent"):
            self.delete_model(request, one)


@admin.register(Municipality)
class MunicipalityAdmin(RecordingAdmin):
    list_display = ["code", "name", "county_name", "city", "from_year", "to_year"]
    list_filter = ["county_name"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent", "predecessors"]
    facts = ("code", "name", "city", "county_name", "years", "earlier_names", "formed_of", "source")
    change_fields = ("from_year", "new_name", "new_county", "ends")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        return super().get_form(request, obj, change, **{**kwargs, "form": ChangeForm if obj else FormedForm})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.facts if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": FormedForm.Meta.fields})]
        return [
            (None, {"fields": (*self.facts, "registrar_email")}),
            ("Ändring den 1 januari", {"fields": self.change_fields}),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description="stadsdel i", ordering="parent__name")
    def city(self, one: Municipality) -> str:
        return one.parent.name if one.parent else "–"

    @admin.display(description="finns")
    def years(self, one: Municipality) -> str:
        return str(actions.Times(one.from_year, one.to_year))

    @admin.display(description="tidigare")
    def earlier_names(self, one: Municipality) -> str:
        told = (f"till och med {then['to_year']}: {then['name']}, {then['county_name']}" for then in one.earlier)
        return "; ".join(told) or "–"

    @admin.display(description="bildades av")
    def formed_of(self, one: Municipality) -> str:
        return ", ".join(before.full_name for before in one.predecessors.all()) or "–"
