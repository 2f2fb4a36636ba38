"""Jobs of procurement by the clock: runs open for bids and close, repeated offers end."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import DAY, MINUTE, beating
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import queries, services


@app.periodic(cron="* * * * *")
@app.task(name="procurement.end_auctions", queueing_lock="procurement.end_auctions", pass_context=False)
@beating("procurement.end_auctions", _("Ending repeated offers"), period=MINUTE, grace=5 * MINUTE)
def end_auctions(timestamp: int) -> None:
    """Show names and prices of repeated offers whose last round is over."""
    services.end_due_auctions(actor=SYSTEM, now=clock.now())


@app.periodic(cron="40 21 * * *")
@app.task(name="procurement.count_flags", queueing_lock="procurement.count_flags")
@beating("procurement.count_flags", _("Counting the flags of procurement"), period=DAY, grace=DAY / 4)
def count_flags(timestamp: int) -> None:
    """Each night (04.40 WIB): count the flags of the years at work; what an act changes is counted by the act."""
    for year in queries.flag_years_at_work(SYSTEM, clock.now()):
        services.count_flags(year=year, actor=SYSTEM, now=clock.now())


@app.task(name="procurement.turn_tender")
def turn_tender(tender_id: int) -> None:
    """Look at one run at the moment that its schedule names."""
    services.turn_tender(tender_id=tender_id, actor=SYSTEM)


@app.periodic(cron="* * * * *")
@app.task(name="procurement.turn_tenders", queueing_lock="procurement.turn_tenders")
@beating("procurement.turn_tenders", _("Opening and closing of selection runs"), period=MINUTE, grace=5 * MINUTE)
def turn_tenders(timestamp: int) -> None:
    """Each minute: whatever is due and was not turned at its moment."""
    services.turn_tenders(actor=SYSTEM, now=clock.now())


@app.periodic(cron="20 23 * * *")
@app.task(name="procurement.watch_guarantees", queueing_lock="procurement.watch_guarantees", pass_context=False)
@beating("procurement.watch_guarantees", _("Ends of guarantees"), period=DAY, grace=DAY / 4)
def watch_guarantees(timestamp: int) -> None:
    """Each morning (06.20 WIB): tell the PPK which guarantees end soon."""
    services.watch_guarantees(actor=SYSTEM, now=clock.now())


@app.periodic(cron="10 20 * * *")
@app.task(name="procurement.destroy_ciphertexts", queueing_lock="procurement.destroy_ciphertexts", pass_context=False)
@beating("procurement.destroy_ciphertexts", _("Destruction of bids that stayed sealed"), period=DAY, grace=DAY / 4)
def destroy_ciphertexts(timestamp: int) -> None:
    """Each night (03.10 WIB): what nobody opened goes when its run is over."""
    services.destroy_due_ciphertexts(actor=SYSTEM, now=clock.now())


@app.periodic(cron="5 17 * * *")
@app.task(name="procurement.move_sanctions", queueing_lock="procurement.move_sanctions", pass_context=False)
@beating("procurement.move_sanctions", _("Beginning and end of blacklistings"), period=DAY, grace=DAY / 4)
def move_sanctions(timestamp: int) -> None:
    """Each day shortly after midnight (00.05 WIB)."""
    services.move_sanctions(actor=SYSTEM, now=clock.now())


@app.periodic(cron="25 23 * * *")
@app.task(name="procurement.remind_of_papers", queueing_lock="procurement.remind_of_papers", pass_context=False)
@beating("procurement.remind_of_papers", _("Reminders of suppliers' documents"), period=DAY, grace=DAY / 4)
def remind_of_papers(timestamp: int) -> None:
    """Each morning (06.25 WIB)."""
    services.remind_of_papers(actor=SYSTEM, now=clock.now())


@app.task(name="procurement.tell_watchers")
def tell_watchers(what: str, key: int) -> None:
    """After an announcement: who asked to hear of such a package or run."""
    services.tell_watchers(what=what, key=key, actor=SYSTEM, now=clock.now())
