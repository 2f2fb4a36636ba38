"""Jobs of procurement by the clock."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import MINUTE, beating
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services


@app.periodic(cron="* * * * *")
@app.task(name="procurement.end_auctions", queueing_lock="procurement.end_auctions", pass_context=False)
@beating("procurement.end_auctions", _("Ending repeated offers"), period=MINUTE, grace=5 * MINUTE)
def end_auctions(timestamp: int) -> None:
    """Show names and prices of repeated offers whose last round is over."""
    services.end_due_auctions(actor=SYSTEM, now=clock.now())
