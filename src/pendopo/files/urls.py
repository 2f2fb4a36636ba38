from django.urls import path

from pendopo.files.views import checking, documents, imports, uploads

app_name = "files"
urlpatterns = [
    path("d/<slug:code>/", documents.document, name="document"),
    path("d/<slug:code>/berkas.pdf", documents.paper_file, name="paper_file"),
    path("periksa/", checking.check, name="check"),
    path("periksa/otoritas.pem", checking.authority, name="authority"),
    path("d/<slug:code>/<str:name>", documents.rendition, name="rendition"),
    path("workspace/data/unggahan/", uploads.uploads, name="uploads"),
    path("workspace/data/unggahan/<slug:code>/", uploads.upload, name="upload"),
    path("workspace/data/impor/", imports.imports, name="imports"),
    path("workspace/data/impor/baru/<str:key>/", imports.new_import, name="new_import"),
    path("workspace/data/impor/baru/<str:key>/contoh.csv", imports.sample, name="import_sample"),
    path("workspace/data/impor/<int:run_id>/", imports.run, name="import_run"),
    path("workspace/data/impor/<int:run_id>/terapkan/", imports.confirm, name="confirm_import"),
    path("workspace/data/impor/<int:run_id>/batal/", imports.cancel, name="cancel_import"),
    path("workspace/data/impor/<int:run_id>/galat.csv", imports.problems, name="import_problems"),
]
