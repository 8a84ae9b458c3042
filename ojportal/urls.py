"""All addresses. Each app owns its own list; the root only joins them."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from municipalities.people.forms import LogInForm
from municipalities.permissions import allow, anyone
from ojportal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("halsa/", views.health, name="health"),
    path("logga-in/", allow(anyone)(auth.LoginView.as_view(authentication_form=LogInForm)), name="login"),
    path("logga-ut/", allow(anyone)(auth.LogoutView.as_view()), name="logout"),
    path("", include("indicators.urls")),
    path("", include("surveys.urls")),
    path("", include("workflow.urls")),
    path("admin/", admin.site.urls),
]
