"""Logging in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from municipalities.typed_text import LogInField


class LogInForm(AuthenticationForm):
    username = LogInField(widget=forms.EmailInput(attrs={"autofocus": True}))
