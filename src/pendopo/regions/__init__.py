"""Kemendagri region codes: provinces, regencies, kecamatan, desa and kelurahan; their boundaries and indices."""
