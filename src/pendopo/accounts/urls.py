from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.accounts.views import appointments, delegations, invitations, own, people, positions

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("undangan/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
    path("akun/", own.account, name="account"),
    path("akun/nik/", own.nik, name="nik"),
    path("workspace/penunjukan/", delegations.my_appointments, name="my_appointments"),
    path("workspace/penunjukan/<int:pk>/limpahkan/", delegations.delegate, name="delegate"),
    path("workspace/pelimpahan/<int:pk>/akhiri/", delegations.end_delegation, name="end_delegation"),
    path("workspace/pengaturan/orang/", people.people, name="people"),
    path("workspace/pengaturan/jabatan/", positions.positions, name="positions"),
    path("workspace/pengaturan/jabatan/<int:pk>/", positions.position, name="position"),
    path("workspace/pengaturan/orang/undang/", people.invite, name="invite"),
    path("workspace/pengaturan/orang/<int:pk>/", people.person, name="person"),
    path("workspace/pengaturan/orang/<int:pk>/tunjuk/", appointments.new_appointment, name="new_appointment"),
    path("workspace/pengaturan/orang/<int:pk>/tutup/", people.deactivate, name="deactivate"),
    path(
        "workspace/pengaturan/penunjukan/<int:pk>/hari-terakhir/", appointments.change_last_day, name="change_last_day"
    ),
    path("workspace/pengaturan/penunjukan/<int:pk>/akhiri/", appointments.end_appointment, name="end_appointment"),
]
