from django.urls import path

from pendopo.notices import views

app_name = "notices"
urlpatterns = [
    path("workspace/kotak-masuk/", views.inbox, name="inbox"),
    path("workspace/kotak-masuk/terbaca/", views.read_all, name="read_all"),
    path("workspace/kotak-masuk/<int:notice_id>/terbaca/", views.read, name="read"),
    path("workspace/kotak-masuk/lewat-email/", views.rhythm, name="rhythm"),
    path("workspace/pengaturan/webhook/", views.webhooks, name="webhooks"),
    path("workspace/pengaturan/webhook/<int:endpoint_id>/hentikan/", views.stop_webhook, name="stop_webhook"),
    path("workspace/pengaturan/pesan-gagal/", views.dead, name="dead"),
    path("workspace/pengaturan/pesan-gagal/<int:notice_id>/kirim-ulang/", views.requeue, name="requeue"),
]
