from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pendopo.notices"
    label = "notices"

    def ready(self) -> None:
        from pendopo.kernel import access, events
        from pendopo.notices.events import EVENTS

        events.register(EVENTS)
        # A notice is a part of another act that has asked already, also of acts open to strangers.
        access.register("notices.notify", access.anyone)
        access.register("notices.deliver", access.only_system)
        access.register("notices.mark_read", access.signed_in)
        access.register("notices.set_preference", access.signed_in)
        access.register("notices.send_digests", access.only_system)
        access.register("notices.feed_webhooks", access.only_system)
        access.register("notices.requeue", access.holds("admin"))
        access.register("notices.see_webhooks", access.holds("admin"))
        access.register("notices.open_webhook", access.holds("admin"))
        access.register("notices.stop_webhook", access.holds("admin"))
