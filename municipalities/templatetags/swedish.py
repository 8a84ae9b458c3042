"""Words in templates: {% plural n "{n} träff" "{n} träffar" %}."""

from django import template

from municipalities.swedish import plural

register = template.Library()
register.simple_tag(plural)
