"""What a file really is, and whether it may come in: by its bytes, never by its name."""

import io
import zipfile
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.files.models import DocumentKind

MB = 1024 * 1024
LARGEST = {DocumentKind.PHOTO: 12 * MB, DocumentKind.DOCUMENT: 20 * MB, DocumentKind.ARCHIVE: 20 * MB}
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN_DOCUMENT = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet")


class FileRefused(Exception):
    """The file may not come in; `message` is a lazy sentence for the person who sent it."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


def inspect(data: bytes) -> tuple[DocumentKind, str]:
    """The kind and the media type. Raises FileRefused for a type, a size or a content that is not allowed."""
    kind, media_type = _type_of(data)
    if len(data) > LARGEST[kind]:
        message = _("The file is larger than {limit} MB.")
        raise FileRefused(format_lazy(message, limit=LARGEST[kind] // MB))
    if media_type == "application/pdf":
        check_pdf(data)
    return kind, media_type


def _type_of(data: bytes) -> tuple[DocumentKind, str]:
    if data.startswith(b"\xff\xd8\xff"):
        return DocumentKind.PHOTO, "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return DocumentKind.PHOTO, "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return DocumentKind.PHOTO, "image/webp"
    if data.startswith(b"%PDF-"):
        return DocumentKind.DOCUMENT, "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    raise FileRefused(_("Only JPEG, PNG, WebP, PDF, Word, Excel, OpenDocument and ZIP files can be taken."))


def _zip_type(data: bytes) -> tuple[DocumentKind, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(part.file_size for part in archive.infolist())
            mimetype = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except Exception as error:
        raise FileRefused(_("The file is damaged.")) from error
    if unpacked > 1_000_000_000 or len(names) > 5_000:
        raise FileRefused(_("Unpacked, the file is far too large."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused(_("The file holds macros: save it without them."))
    for name, media_type in _OFFICE.items():
        if name in names:
            return DocumentKind.DOCUMENT, media_type
    if mimetype in _OPEN_DOCUMENT:
        return DocumentKind.DOCUMENT, mimetype
    return DocumentKind.ARCHIVE, "application/zip"


_ACTIVE_KEYS = {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA"}


def check_pdf(data: bytes) -> None:
    """Raise FileRefused for a PDF that is damaged, encrypted, runs something or carries other files."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            encrypted = pdf.is_encrypted
            active = any(_is_active(thing, pikepdf) for thing in pdf.objects) or _is_active(pdf.Root, pikepdf)
    except pikepdf.PasswordError as error:
        raise FileRefused(_("The PDF has a password: save it without one.")) from error
    except Exception as error:
        raise FileRefused(_("The PDF is damaged.")) from error
    if encrypted:
        raise FileRefused(_("The PDF has a password: save it without one."))
    if active:
        raise FileRefused(_("The PDF runs scripts or carries other files: print it to a new PDF."))


def _is_active(thing: Any, pikepdf: Any, depth: int = 0) -> bool:
    """Whether an object, or one written directly inside it, names something that acts. Indirect ones come by
    themselves, since every object of the file is looked at."""
    if depth > 50:
        return True
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        kinds = {str(thing.get(key, "")) for key in ("/S", "/Type", "/Subtype") if _is_name(thing.get(key), pikepdf)}
        if _ACTIVE_KEYS & (set(thing.keys()) | kinds):
            return True
        return any(_is_active(value, pikepdf, depth + 1) for value in thing.values() if _is_direct(value, pikepdf))
    if isinstance(thing, pikepdf.Array):
        return any(_is_active(value, pikepdf, depth + 1) for value in thing if _is_direct(value, pikepdf))
    return False


def _is_name(value: Any, pikepdf: Any) -> bool:
    return isinstance(value, pikepdf.Name)


def _is_direct(value: Any, pikepdf: Any) -> bool:
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect
