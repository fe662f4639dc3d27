"""How dates, times and numbers are written, one folder for each language (FORMAT_MODULE_PATH)."""
