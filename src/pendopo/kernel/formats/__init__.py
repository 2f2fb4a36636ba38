"""Django's date and number formats as Indonesians write them (FORMAT_MODULE_PATH)."""
