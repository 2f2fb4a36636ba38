"""A judge of PDF/A-2a: what ISO 19005-2 asks of a file and pikepdf can see in it. It knows nothing of how we print."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
FORBIDDEN = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState"}
PRINTED, UNSEEN = 4, 1 | 2 | 32
"""Flags of a mark on a page: printed; invisible, hidden, not viewed."""


def faults(data: bytes) -> list[str]:
    """What speaks against the file being PDF/A-2a; empty when nothing does."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return [fault for judge in JUDGES for fault in judge(pdf)]
    except pikepdf.PasswordError:
        return ["encrypted"]


def _frame(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "encrypted"
    if "/ID" not in pdf.trailer:
        yield "no file identifier"
    if pdf.pdf_version > "1.7":
        yield f"version {pdf.pdf_version}"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "no XMP"
        return
    if "/Filter" in pdf.Root.Metadata:
        yield "XMP is packed"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        named = told.get("pdfaid:part"), told.get("pdfaid:conformance")
        if named != ("2", "A"):
            yield f"XMP says {named}"
        if not told.get("dc:title"):
            yield "no title"


def _colour(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFA1"]
    if len(found) != 1:
        yield f"{len(found)} output intents"
        return
    profile = found[0].get("/DestOutputProfile")
    if profile is None or profile.read_bytes()[36:40] != b"acsp" or profile.get("/N") not in (1, 3, 4):
        yield "the output intent holds no ICC profile"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = 0
    for one in _dictionaries(pdf):
        if one.get("/Type") != "/Font":
            continue
        found += 1
        if one.get("/Subtype") == "/Type0":
            if "/ToUnicode" not in one:
                yield f"{one.BaseFont} does not tell its letters"
        elif one.get("/Subtype") != "/Type3" and not any(name in one.get("/FontDescriptor", {}) for name in FILES):
            yield f"{one.BaseFont} is not in the file"
    if not found:
        yield "no font at all"


def _marks(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked"):
        yield "not tagged"
    if "/StructTreeRoot" not in pdf.Root:
        yield "no tree of marks"
    if str(pdf.Root.get("/Lang", "")) != "id":
        yield "no language"


def _acts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in _dictionaries(pdf):
        if str(one.get("/S", "")) in FORBIDDEN:
            yield f"an act {one.S}"
        if "/EmbeddedFiles" in one:
            yield "files within the file"
    if pdf.Root.get("/AcroForm", {}).get("/NeedAppearances"):
        yield "fields without a picture"


def _notes(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for one in page.get("/Annots", []):
            flags, box = int(one.get("/F", 0)), [float(side) for side in one.Rect]
            if not flags & PRINTED or flags & UNSEEN:
                yield f"a mark on the page with flags {flags}"
            empty = box[0] == box[2] and box[1] == box[3]
            if "/AP" not in one and not empty and one.get("/Subtype") not in ("/Popup", "/Link"):
                yield "a mark on the page without a picture"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those of streams too, also within others."""
    for each in pdf.objects:
        yield from _within(each)


def _within(each: Any) -> Iterator[Any]:
    if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
        yield each
        parts = [part for _key, part in each.items()]
    else:
        parts = list(each) if isinstance(each, pikepdf.Array) else []
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _within(part)


JUDGES = (_frame, _metadata, _colour, _fonts, _marks, _acts, _notes)
