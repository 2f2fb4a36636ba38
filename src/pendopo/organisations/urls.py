from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.organisations import views

app_name = "organisations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("workspace/pengaturan/unit/", views.units, name="units"),
]
