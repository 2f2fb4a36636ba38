from django.urls import path

from pendopo.audit import views

app_name = "audit"
urlpatterns = [
    path("transparansi/log/", views.log, name="log"),
    path("transparansi/log/<int:index>/", views.entry, name="entry"),
    path("transparansi/log/<int:index>/bukti/", views.proof, name="proof"),
    path("transparansi/log/<int:index>/tanda-terima/", views.receipt, name="receipt"),
]
