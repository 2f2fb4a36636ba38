from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("undangan/<str:token>/", views.accept_invitation, name="accept_invitation"),
]
