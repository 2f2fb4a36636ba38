from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.accounts.views import invitations, people

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("undangan/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
    path("workspace/pengaturan/orang/", people.people, name="people"),
    path("workspace/pengaturan/orang/undang/", people.invite, name="invite"),
    path("workspace/pengaturan/orang/<int:pk>/", people.person, name="person"),
    path("workspace/pengaturan/orang/<int:pk>/tunjuk/", people.new_appointment, name="new_appointment"),
    path("workspace/pengaturan/penunjukan/<int:pk>/akhiri/", people.end_appointment, name="end_appointment"),
]
