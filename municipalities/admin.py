"""The administrator's pages: people, their roles, and groups. Closed to everybody without the role."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest
from import_export.admin import ExportMixin

from municipalities.models import Event, Group, GroupMember, Membership, Municipality, User
from municipalities.permissions import is_administrator


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ["municipality"]


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class PersonAdmin(UserAdmin):
    add_form = PersonCreationForm
    ordering = ["name"]
    list_display = ["name", "email", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["name", "email"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Konto", {"fields": ["is_active", "is_staff", "is_superuser", "is_example"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]
    filter_horizontal = []
    inlines = [MembershipInline]


class GroupMemberInline(admin.TabularInline):
    model = GroupMember
    extra = 1
    autocomplete_fields = ["municipality"]


@admin.register(Group)
class GroupAdmin(ExportMixin, admin.ModelAdmin):
    list_display = ["name", "slug", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    inlines = [GroupMemberInline]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Facts that come from files and history: to look at, not to change by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "county_name", "parent"]
    list_filter = ["county_name"]
    search_fields = ["code", "name"]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "action", "subject"]
    list_filter = ["action"]
    search_fields = ["actor", "subject"]
    date_hierarchy = "at"


def may_open_admin(request: HttpRequest) -> bool:
    user = request.user
    return user.is_active and user.is_staff and (user.is_superuser or is_administrator(user))


admin.site.has_permission = may_open_admin  # type: ignore[method-assign]  # Django's own way to say who may open it
admin.site.site_header = "ÖJportalen, systemförvaltning"
