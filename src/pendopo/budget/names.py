"""Official names come in capitals; pages show them in reading case. Downloads keep the official spelling."""

import re

KEPT = frozenset(
    word
    for line in (
        "APBD ASN BLUD BOP BOS BPBD BUMD DAK DBH DPRD IKM IKP IPAL KB KUA LLAJ OPD PAD PAM PAUD PKK PNS PPAS PPKD PSU",
        "RKA RKPD RSUD RTK RTRW SDA SKPD SMP SPAM SPM TPA TPI TPS UKM UKP UMKM UPTD",
    )
    for word in line.split()
)
SMALL = frozenset(["dan", "di", "ke", "dari", "pada", "untuk", "serta", "atau", "yang", "dengan", "oleh"])
_WORD = re.compile(r"[A-Za-z]+")


_COMMON = re.compile(r"^Program |^Urusan pemerintahan wajib yang (berkaitan dengan )?| urusan pemerintahan$")


def short(name: str) -> str:
    """A readable name without the words that all names of its level share: `Penyelenggaraan jalan`."""
    bare = _COMMON.sub("", name)
    return bare[:1].upper() + bare[1:]


def inside(name: str) -> str:
    """A readable name in the middle of a sentence: `penyelenggaraan jalan`; proper names and abbreviations stay."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def readable(name: str, *, title: bool = False) -> str:
    """`PROGRAM PENGELOLAAN PENDIDIKAN` as `Program pengelolaan pendidikan`; with `title` as a proper name."""
    if not name.isupper():
        return name

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        if word in KEPT:
            return word
        lower = word.lower()
        return lower.capitalize() if title and lower not in SMALL else lower

    shown = _WORD.sub(cased, name)
    return shown[:1].upper() + shown[1:]
