from django.apps import AppConfig


class InstanceConfig(AppConfig):
    name = "pendopo.instance"
    label = "instance"

    def ready(self) -> None:
        from pendopo.instance.events import EVENTS
        from pendopo.kernel import access, events

        events.register(EVENTS)
        access.register("instance.set_up_instance", access.only_system)
