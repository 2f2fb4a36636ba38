from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pendopo.notices"
    label = "notices"
