"""From the act that publishes a stage to the public page that shows it, through every web process."""

import datetime as dt
import time
import urllib.error
import urllib.request

from bench.instance import Instance
from bench.report import Figure, at_most

TITLE = "From the publication of a stage to the public page"
MOST_SECONDS = 2.0
ANSWERS = 16
"""As many answers in a row have to show the stage: each web process keeps pages for itself."""
PATIENCE = 30.0
NOW = dt.datetime(2026, 12, 30, 2, 0, tzinfo=dt.UTC)


def shown(port: int, path: str) -> bool:
    """Whether the page is there for the next answers, whoever gives them."""
    for _number in range(ANSWERS):
        try:
            urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=5).close()
        except urllib.error.HTTPError as missing:
            missing.close()
            return False
    return True


def measure(instance: Instance) -> list[Figure]:
    """The sample draft, set by hand, is published by its act. Nobody sees it before; the clock starts with the act."""
    instance.open_django()
    from pendopo.budget.models import Stage
    from pendopo.budget.services import publish_stage
    from pendopo.kernel.access import SYSTEM

    stage = Stage.objects.filter(owner=None, status="DRAFT").latest("year")
    path = f"/anggaran/{stage.year}/"
    if shown(instance.port, path):
        raise SystemExit(f"{path} is shown before its stage is published")
    Stage.objects.filter(pk=stage.pk).update(status="SET", legal_instrument="Perda 1/2026", effective_from_date=NOW)
    begun = time.perf_counter()
    publish_stage(stage_id=stage.pk, actor=SYSTEM, now=NOW)
    acted = time.perf_counter() - begun
    while not shown(instance.port, path):
        if time.perf_counter() - begun > PATIENCE:
            return [Figure("publication to the public page", "not shown", f"<= {MOST_SECONDS:g} s", met=False)]
    return [
        at_most(f"publication to {ANSWERS} answers running", time.perf_counter() - begun, MOST_SECONDS, "s"),
        Figure("of it the act", f"{acted:.3g} s"),
    ]
