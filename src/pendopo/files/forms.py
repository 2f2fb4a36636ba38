"""What people send to an import."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.files.formats import ImportFormat
from pendopo.files.parts import PART
from pendopo.files.purposes import IMPORT
from pendopo.files.tabular import NAMED_LIMIT

LARGEST_PAPER = 20 * 1024 * 1024
IN_ONE_PIECE = 20 * 1024 * 1024
"""What a browser without script sends in one request; larger files come in parts, which can be resumed."""


class ImportFileForm(forms.Form):
    """The file, in one piece or as the code of an upload in parts. A format's own questions stand above it."""

    berkas = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty. Choose another one")},
    )

    unggahan = forms.SlugField(required=False, max_length=32, widget=forms.HiddenInput)

    key: str = ""
    accept: tuple[str, ...] = ()
    field_order = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "berkas"])
        field = self.fields["berkas"]
        field.required = not self.data.get("unggahan")
        in_parts = {"data-upload": reverse("files:uploads"), "data-part": PART, "data-purpose": IMPORT + self.key}
        field.widget.attrs.update({"accept": ",".join(self.accept), **in_parts})
        kinds = ", ".join(kind.removeprefix(".").upper() for kind in self.accept)
        field.help_text = format_lazy(_("{kinds}, at most {limit} MB."), kinds=kinds, limit=NAMED_LIMIT // 1024 // 1024)

    def clean_berkas(self) -> UploadedFile | None:
        """Refuse what is too large, with the limit, and what is of another kind."""
        file: UploadedFile | None = self.cleaned_data["berkas"]
        if file is None:
            return None
        limit = NAMED_LIMIT // 1024 // 1024
        if (file.size or 0) > NAMED_LIMIT:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Ask the operator to import it by the command of the server"),
                params={"limit": limit},
            )
        if (file.size or 0) > IN_ONE_PIECE:
            limit = IN_ONE_PIECE // 1024 // 1024
            raise forms.ValidationError(
                _("A file larger than %(limit)s MB is sent in parts: use a browser with JavaScript switched on"),
                params={"limit": limit},
            )
        if not (file.name or "").lower().endswith(self.accept):
            raise forms.ValidationError(
                _("Choose a file of the kind %(kinds)s"), params={"kinds": ", ".join(self.accept)}
            )
        return file

    def options(self) -> dict[str, Any]:
        """The answers to the format's own questions."""
        return {key: value for key, value in self.cleaned_data.items() if key not in ("berkas", "unggahan")}


class CheckCodeForm(forms.Form):
    """The code printed on a paper."""

    kode = forms.CharField(
        label=_("Code of the paper"),
        help_text=_("Twelve letters and digits at the foot of each page, for example 7k2mq9x4wbhd."),
        max_length=40,
        error_messages={"required": _("Write the code of the paper")},
    )

    def clean_kode(self) -> str:
        """Without the blanks and capitals that people type."""
        return "".join(self.cleaned_data["kode"].split()).replace("-", "").lower()


class CheckFileForm(forms.Form):
    """The file of a paper to be compared; it is not kept."""

    berkas = forms.FileField(
        label=_("File of the paper (PDF)"),
        help_text=_("At most 20 MB. The file is compared and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": _("Choose the PDF of the paper"),
            "empty": _("The file is empty. Choose another one"),
        },
    )

    def clean_berkas(self) -> UploadedFile:
        """Only a PDF, of a size that papers have."""
        file: UploadedFile = self.cleaned_data["berkas"]
        if (file.size or 0) > LARGEST_PAPER:
            raise forms.ValidationError(_("The file is larger than 20 MB. Papers from here are smaller"))
        if not file.read(5) == b"%PDF-":
            raise forms.ValidationError(_("This is no PDF. Choose the PDF of the paper"))
        file.seek(0)
        return file


def upload_form(format: ImportFormat) -> type[ImportFileForm]:
    """The form of a format: its own questions, then the file."""
    return type("UploadForm", (ImportFileForm, format.form), {"accept": tuple(format.accept), "key": format.key})
