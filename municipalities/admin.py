"""The administrator's pages: people, their roles, and what has been done; groups and municipalities are in
places.admin. Closed to everybody without the role."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest

from municipalities.models import Event, Membership, User
from municipalities.permissions import is_administrator
from municipalities.places import admin as places_admin

__all__ = ["places_admin"]  # registered by being read


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


class ReadOnlyAdmin(admin.ModelAdmin):
    """Facts that come from files and history: to look at, not to change by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


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
