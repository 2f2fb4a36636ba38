"""Papers set by typst: a template of a package with plain data becomes a PDF. No text is put together in Python."""

import datetime as dt
import io
import json
import logging
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import slugify

ROOT = Path(__file__).parent.parent
"""Templates name each other from here: `/files/templates/files/print/house.typ`."""
FONTS = ROOT / "static" / "dist" / "print"
READABLE, PLAIN = "a-2a", "a-2b"
_here = threading.local()
_log = logging.getLogger(__name__)


def print_pdf(template: str, data: dict[str, Any], *, at: dt.datetime, tagged: bool = True) -> bytes:
    """The PDF of a template (a path below the source tree, `budget/templates/budget/papers/form.typ`).

    The template reads `data` as JSON from `sys.inputs.data`: texts stay texts, whatever signs they hold. The same data
    and time give the same bytes; `at` is written as the time of making. PDF/A-2a with its marks for screen readers;
    without them (`tagged=False`, copies for paper) PDF/A-2b. A paper with a sign that no font has (an emoji) comes out
    as plain PDF, for PDF/A forbids it. Raises typst.TypstError for a template with a fault.
    """
    import typst

    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    asked = {"format": "pdf", "sys_inputs": inputs, "timestamp": int(at.timestamp()), "pdf_tags": tagged}
    try:
        made: bytes = _compiler(template).compile(pdf_standards=[READABLE if tagged else PLAIN], **asked)
    except typst.TypstError as fault:
        if "PDF/A" not in str(fault.message):
            raise
        _log.warning("No PDF/A of %s: %s", template, fault.message)
        made = _compiler(template).compile(**asked)
    return _packed(made) if tagged else made


def _packed(made: bytes) -> bytes:
    """The marks for screen readers, most of the file, packed to a fifth."""
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


def _compiler(template: str) -> Any:
    """One compiler for each template and thread: it remembers what it has read."""
    import typst

    found: dict[str, Any] = _here.__dict__.setdefault("compilers", {})
    if template not in found:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS] if FONTS.is_dir() else [])
        found[template] = typst.Compiler(str(ROOT / template), root=str(ROOT), font_paths=fonts)
    return found[template]


def qr_svg(address: str) -> str:
    """A QR code of the address as SVG, for `image(bytes(...))`."""
    import segno

    target = io.BytesIO()
    segno.make(address, error="m").save(target, kind="svg", border=0, xmldecl=False)
    return target.getvalue().decode()


def check_address(code: str) -> str:
    """Where the paper of that code is checked, with this instance's host."""
    return f"{settings.SITE_URL.rstrip('/')}/d/{code}/"


def paper_name(*parts: str) -> str:
    """A quiet file name of the parts: `rka-2027-dinas-kesehatan.pdf`."""
    return f"{slugify('-'.join(parts))[:110]}.pdf"
