"""Addresses of the public pages of regions."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.regions import views

app_name = "regions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("desa/", views.desa_list, name="desa_list"),
    path("desa/<slug:slug>/", views.desa, name="desa"),
    path("kecamatan/<slug:slug>/", views.kecamatan, name="kecamatan"),
]
