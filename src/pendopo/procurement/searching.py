"""What the portal's search knows of packages."""

from pendopo.kernel.access import Actor
from pendopo.procurement.models import CatalogueItem, Package
from pendopo.search.services import DocumentValues, put_documents, remove_documents

KIND = "procurement"


def document_of(package: Package) -> DocumentValues:
    """The announced package as a document of the search."""
    return DocumentValues(
        kind=KIND,
        key=f"paket/{package.code}",
        title=package.title,
        summary=f"{package.unit} · {package.year} · {package.code}",
        body=" ".join(filter(None, [package.description, package.place_note])),
        url=f"/pengadaan/paket/{package.code}/",
        weight=0.7,
    )


def put_package(package: Package, actor: Actor) -> None:
    """Let the search know an announced package."""
    if package.version:
        put_documents(documents=[document_of(package)], actor=actor)


def put_item(item: CatalogueItem, actor: Actor) -> None:
    """Let the search know a listed item of the catalogue."""
    document = DocumentValues(
        kind=KIND,
        key=f"katalog/{item.pk}",
        title=item.name,
        summary=f"{item.get_category_display()} · {item.supplier}",
        body=item.description,
        url=f"/pengadaan/katalog/{item.pk}/",
        weight=0.6,
    )
    put_documents(documents=[document], actor=actor)


def drop_item(item: CatalogueItem, actor: Actor) -> None:
    """Take an item that is not listed any more out of the search."""
    remove_documents(kind=KIND, keys=[f"katalog/{item.pk}"], actor=actor)
