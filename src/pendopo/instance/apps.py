from django.apps import AppConfig


class InstanceConfig(AppConfig):
    name = "pendopo.instance"
    label = "instance"
