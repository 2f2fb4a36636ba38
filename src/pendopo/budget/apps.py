from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "pendopo.budget"
    label = "budget"
