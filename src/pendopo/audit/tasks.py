"""Jobs of each minute: the checkpoint, and once a day what may be forgotten."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit import services
from pendopo.audit.beating import DAY, MINUTE, beating
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


@app.periodic(cron="* * * * *")
@app.task(name="audit.sign_checkpoint", queueing_lock="audit.sign_checkpoint", pass_context=False)
@beating("audit.sign_checkpoint", _("Signing the log"), period=MINUTE, grace=5 * MINUTE)
def sign_checkpoint(timestamp: int) -> None:
    """Sign the tree head when something is new."""
    services.sign_checkpoint(actor=SYSTEM, now=clock.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="audit.forget_requests", queueing_lock="audit.forget_requests", pass_context=False)
@beating("audit.forget_requests", _("Forgetting old request keys"), period=DAY, grace=DAY / 4)
def forget_requests(timestamp: int) -> None:
    """Forget the idempotency keys of more than 30 days ago."""
    services.forget_requests(actor=SYSTEM, now=clock.now())
