from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "pendopo.organisations"
    label = "organisations"
