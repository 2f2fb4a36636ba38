"""The bytes of a stored file as an answer, so that a browser makes nothing of them."""

from django.http import FileResponse, Http404

from pendopo.files import storage
from pendopo.files.models import Document

# Whatever a browser makes of the bytes, it runs nothing and reaches nothing of ours.
SANDBOX = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"


def bytes_response(sha256: str, media_type: str, *, public: bool, file_name: str, download: bool) -> FileResponse:
    """The stored bytes of that SHA-256. Raises Http404 when they are gone."""
    try:
        file = storage.path_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=download, filename=file_name, content_type=media_type)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return response


def paper_response(document: Document) -> FileResponse:
    """An issued paper as a download; the caller has asked whether the reader may have it."""
    return bytes_response(
        document.sha256, document.media_type, public=False, file_name=document.file_name, download=True
    )
