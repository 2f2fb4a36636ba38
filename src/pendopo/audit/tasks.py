"""Jobs of each minute: the checkpoint, and what is overdue."""

from procrastinate.contrib.django import app

from pendopo.audit import services
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


@app.periodic(cron="* * * * *")
@app.task(name="audit.sign_checkpoint", queueing_lock="audit.sign_checkpoint", pass_context=False)
def sign_checkpoint(timestamp: int) -> None:
    """Sign the tree head when something is new."""
    services.sign_checkpoint(actor=SYSTEM, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="audit.expect", queueing_lock="audit.expect", pass_context=False)
def expect(timestamp: int) -> None:
    """Mark the heartbeats that stay away."""
    services.expect(actor=SYSTEM, now=clock.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="audit.forget_requests", queueing_lock="audit.forget_requests", pass_context=False)
def forget_requests(timestamp: int) -> None:
    """Forget the idempotency keys of more than 30 days ago."""
    services.forget_requests(actor=SYSTEM, now=clock.now())
