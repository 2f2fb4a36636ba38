from django.urls import path

from pendopo.notices import views

app_name = "notices"
urlpatterns = [
    path("workspace/kotak-masuk/", views.inbox, name="inbox"),
    path("workspace/kotak-masuk/terbaca/", views.read_all, name="read_all"),
    path("workspace/kotak-masuk/<int:notice_id>/terbaca/", views.read, name="read"),
    path("workspace/pengaturan/pesan-gagal/", views.dead, name="dead"),
    path("workspace/pengaturan/pesan-gagal/<int:notice_id>/kirim-ulang/", views.requeue, name="requeue"),
]
