"""Taking a paper back, on a page that asks for the reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pendopo.budget import queries, services
from pendopo.budget.forms_agreement import WithdrawForm
from pendopo.budget.views import papers_shown
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock


@login_required
def withdraw(request: HttpRequest, paper: int) -> HttpResponse:
    """Ask for the reason, then withdraw."""
    found = queries.paper_visible_to(actor_of(request), paper)
    if found is None or not queries.may_withdraw(actor_of(request), found):
        raise Http404
    form, words = WithdrawForm(request.POST if request.method == "POST" else None), papers_shown.WORDS["withdraw"]
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_paper(
                paper_id=found.pk, reason=form.cleaned_data["reason"], actor=actor_of(request), now=clock.now()
            )
            messages.success(request, words.done)
            return redirect("budget:paper", found.pk)
        except services.PAPER_REFUSED as refusal:
            form.add_error(None, papers_shown.refused_paper(refusal))
    return render(request, "budget/papers/step.html", {"paper": found, "form": form, "words": words})
