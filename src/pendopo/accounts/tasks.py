"""Jobs of accounts."""

from procrastinate.contrib.django import app

from pendopo.accounts import services
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


@app.periodic(cron="* * * * *")
@app.task(name="accounts.tell_of_heartbeats", queueing_lock="accounts.tell_of_heartbeats")
def tell_of_heartbeats(timestamp: int) -> None:
    """Each minute: tell the administrators what stayed away, and what is back."""
    services.tell_of_heartbeats(actor=SYSTEM, now=clock.now())
