from django.urls import path

from pendopo.files import views

app_name = "files"
urlpatterns = [
    path("d/<slug:code>/", views.document, name="document"),
    path("d/<slug:code>/<str:name>", views.rendition, name="rendition"),
    path("workspace/data/impor/", views.imports, name="imports"),
    path("workspace/data/impor/<int:run_id>/galat.csv", views.import_problems, name="import_problems"),
]
