"""Which ISB feeds are known, by what their rows are named, and which columns are about persons."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Feed:
    """One service of LKPP: its number, the file, the columns that name a row, and whether a row comes once."""

    number: int
    name: str
    keys: tuple[str, ...]
    once: bool = False
    of: str = ""
    """The feed whose rows these belong to, joined by the first key."""


UNITS = Feed(1008, "rup_satker_master", ("kd_satker_str",), once=True)
STRUCTURE = Feed(1084, "rup_struktur_anggaran_pd", ("kd_satker",), once=True)
PROGRAMS = Feed(1041, "rup_program_master", ("kd_program",), once=True)
ACTIVITIES = Feed(1040, "rup_kegiatan_master", ("kd_kegiatan",), once=True)
SUB_ACTIVITIES = Feed(1039, "rup_subkegiatan_master", ("kd_subkegiatan",), once=True)
TENDERS = Feed(1013, "spse_tender_pengumuman", ("kd_tender",), once=True)
TENDERS_DONE = Feed(1014, "spse_tender_selesai", ("kd_tender",), once=True, of=TENDERS.name)
TENDER_VALUES = Feed(1015, "spse_tender_selesai_nilai", ("kd_tender",), once=True, of=TENDERS.name)
STEPS = Feed(1068, "spse_jadwal_tahapan_tender", ("kd_tender", "kd_akt"), of=TENDERS.name)
PARTICIPANTS = Feed(1070, "spse_peserta_tender", ("kd_tender", "kd_peserta"), of=TENDERS.name)
TENDER_SPPBJ = Feed(1075, "spse_tender_ekontrak_1_sppbj", ("kd_tender", "no_sppbj"), of=TENDERS.name)
TENDER_CONTRACTS = Feed(1073, "spse_tender_ekontrak_2_kontrak", ("kd_tender", "no_kontrak"), of=TENDERS.name)
TENDER_SPMK = Feed(1077, "spse_tender_ekontrak_3_spmk_spp", ("kd_tender", "no_kontrak"), of=TENDERS.name)
DIRECT = Feed(1016, "spse_nontender_pengumuman", ("kd_nontender",), once=True)
DIRECT_DONE = Feed(1017, "spse_nontender_selesai", ("kd_nontender",), once=True, of=DIRECT.name)
DIRECT_SPPBJ = Feed(1081, "spse_nontender_ekontrak_1_sppbj", ("kd_nontender", "no_sppbj"), of=DIRECT.name)
DIRECT_CONTRACTS = Feed(1080, "spse_nontender_ekontrak_2_kontrak", ("kd_nontender", "no_kontrak"), of=DIRECT.name)
DIRECT_SPMK = Feed(1083, "spse_nontender_ekontrak_3_spmk_spp", ("kd_nontender", "no_kontrak"), of=DIRECT.name)
DIRECT_BAP = Feed(1082, "spse_nontender_ekontrak_4_bap_bast", ("kd_nontender", "no_kontrak"), of=DIRECT.name)
RECORDED = Feed(1057, "spse_pencatatan_nontender", ("kd_nontender_pct",), once=True)
RECORDED_SPENT = Feed(1058, "spse_pencatatan_nontender_realisasi", ("kd_nontender_pct",), of=RECORDED.name)
SELF_MANAGED = Feed(1059, "spse_pencatatan_swakelola", ("kd_swakelola_pct",), once=True)
SELF_MANAGED_SPENT = Feed(1060, "spse_pencatatan_swakelola_realisasi", ("kd_swakelola_pct",), of=SELF_MANAGED.name)
ORDERS = Feed(1213, "ecat_paket_epurchasing_v6", ("kd_paket",), once=True)

PLAN = (UNITS, STRUCTURE, PROGRAMS, ACTIVITIES, SUB_ACTIVITIES)
"""Feeds of the budget tree: read to match by, kept by the import of the budget."""
FEEDS: dict[str, Feed] = {
    feed.name: feed
    for feed in (
        *PLAN,
        *(TENDERS, TENDERS_DONE, TENDER_VALUES, STEPS, PARTICIPANTS, TENDER_SPPBJ, TENDER_CONTRACTS, TENDER_SPMK),
        *(DIRECT, DIRECT_DONE, DIRECT_SPPBJ, DIRECT_CONTRACTS, DIRECT_SPMK, DIRECT_BAP),
        *(RECORDED, RECORDED_SPENT, SELF_MANAGED, SELF_MANAGED_SPENT, ORDERS),
    )
}

PERSONAL_BEGINNINGS = (
    "nip_",
    "npwp",
    "nie_npwp",
    "alamat",
    "email",
    "no_telp",
    "telepon",
    "fax",
    "username",
    "kd_user",
)
PERSONAL = frozenset(
    (
        *("nama_ppk", "jabatan_ppk", "no_sk_ppk", "jabatan_penandatangan_sk", "nama_pokja", "nama_lengkap"),
        *("jabatan_pegawai", "nama_pemesan", "nama_pemilik_sertifikat_tkdn", "wakil_sah_penyedia"),
        *("jabatan_wakil_penyedia", "anggota_kso", "nama_pemilik_rek_bank", "nama_rek_bank", "no_rek_bank"),
        *("ket_realisasi", "uraian_pekerjaan"),
    )
)
"""Columns about officials, signers, accounts and addresses, and free text in which their names stand: never kept."""
BOOKKEEPING = frozenset(("_event_date", "_inserted_date"))


def is_kept(column: str) -> bool:
    """Whether the column may be kept: it names no person and says something of the record."""
    return column not in PERSONAL and column not in BOOKKEEPING and not column.startswith(PERSONAL_BEGINNINGS)
