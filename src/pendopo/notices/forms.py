"""Forms of notices: how often, and to whom outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.notices import queries, services
from pendopo.notices.outside import AddressRefused, read_address


class RhythmForm(forms.Form):
    """How often a person wants to hear by e-mail."""

    rhythm = forms.ChoiceField(
        label=_("How often do you want to hear by e-mail?"),
        help_text=_("Every message stands in your inbox at once. Urgent ones always come by e-mail too."),
        choices=queries.RHYTHMS,
        widget=forms.RadioSelect,
    )


class WebhookForm(forms.Form):
    """A system outside that is told of public acts."""

    name = forms.CharField(label=_("Name of the receiver"), max_length=120)
    url = forms.CharField(label=_("Its address"), help_text=_("Begins with https:// and is public."), max_length=500)
    events = forms.CharField(
        label=_("Kinds of acts"),
        help_text=_("One on each line, or a beginning such as budget. with its full stop. Empty means all."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean_url(self) -> str:
        """An address that may be posted to."""
        url: str = self.cleaned_data["url"]
        try:
            read_address(url)
        except AddressRefused as refusal:
            raise forms.ValidationError(_("Write a public address that begins with https://.")) from refusal
        return url

    def clean_events(self) -> list[str]:
        """The lines, without empty ones."""
        return str(self.cleaned_data["events"]).split()

    def refuse_event(self, refusal: services.EventUnknown) -> None:
        """Show that a kind of act is unknown."""
        message: Any = _("There is no public kind of act called %(name)s.")
        self.add_error("events", message % {"name": refusal})
