"""The one tag library, loaded everywhere as a built-in."""

from django import template

register = template.Library()
