"""LKPP's ISB feeds (Informasi Standar Bersama): read, typed, checked and turned into rows of procurement."""
