from django.apps import AppConfig


class InstanceConfig(AppConfig):
    name = "pendopo.instance"
    label = "instance"

    def ready(self) -> None:
        from pendopo.instance.events import EVENTS
        from pendopo.kernel import access, events

        events.register(EVENTS)
        administers = access.holds_for_whole("admin")
        access.register("instance.set_up_instance", access.only_system)
        access.register("instance.see_settings", administers)
        access.register("instance.change_identity", administers)
        access.register("instance.set_population", administers)
        access.register("instance.change_holidays", administers)
        access.register("instance.switch_module", administers)
