"""Words for places: a city of kelurahan alone is not told of desa, nor the other way round."""

from collections.abc import Mapping

from django.utils.translation import gettext

from pendopo.kernel.display import number


def places_noun(counts: Mapping[str, int]) -> str:
    """The heading over the places of a region; `counts` has `desa` and `kelurahan`."""
    if not counts["kelurahan"]:
        return gettext("Villages")
    return gettext("Desa and kelurahan") if counts["desa"] else gettext("Urban villages")


def places_counted(counts: Mapping[str, int]) -> str:
    """How many places of which kind: "224 desa dan 15 kelurahan"."""
    desa, kelurahan = number(counts["desa"]), number(counts["kelurahan"])
    if not counts["kelurahan"]:
        return gettext("{desa} desa").format(desa=desa)
    if not counts["desa"]:
        return gettext("{kelurahan} kelurahan").format(kelurahan=kelurahan)
    return gettext("{desa} desa and {kelurahan} kelurahan").format(desa=desa, kelurahan=kelurahan)


def search_label(counts: Mapping[str, int]) -> str:
    """What the box of the search for places asks."""
    return gettext("Name, postcode or code") if counts["desa"] else gettext("Name of the kelurahan or postcode")


def elsewhere(counts: Mapping[str, int], kecamatan: str) -> str:
    """The heading over the other places of a kecamatan."""
    if not counts["desa"]:
        return gettext("Other kelurahan of Kecamatan {name}").format(name=kecamatan)
    if not counts["kelurahan"]:
        return gettext("Other desa of Kecamatan {name}").format(name=kecamatan)
    return gettext("Other desa and kelurahan of Kecamatan {name}").format(name=kecamatan)
