"""Accepting an invitation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pendopo.accounts import queries, services
from pendopo.accounts.signin_forms import NewPasswordForm
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The person chooses a password; the account is open."""
    invitation = queries.open_invitation(token)
    if invitation is None:
        return render(request, "accounts/invitation_refused.html", status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        try:
            services.accept_invitation(token=token, password=password, actor=ANONYMOUS, now=clock.now())
        except services.InvitationRefused:
            return render(request, "accounts/invitation_refused.html", status=404)
        return redirect("account_login")
    return render(request, "accounts/accept_invitation.html", {"form": form, "invitation": invitation})
