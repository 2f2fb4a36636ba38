from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pendopo.files"
    label = "files"
