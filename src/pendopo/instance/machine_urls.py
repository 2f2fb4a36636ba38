"""Addresses for machines: no language prefix."""

from django.urls import path

from pendopo.instance.views import look

urlpatterns = [
    path("merek.css", look.brand, name="brand-css"),
]
