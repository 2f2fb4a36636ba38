"""Jobs of the budget, carried out by the worker in the name of the person who asked."""

from procrastinate.contrib.django import app

from pendopo.budget import queries, services
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS


@app.task(name="budget.print_all", queue="prints")
def print_all(run_id: int) -> None:
    """Print the papers of all units of a stage."""
    services.carry_out_print(run_id=run_id, actor=queries.asker_of(run_id) or ANONYMOUS, now=clock.now())
