"""Documents, images, signatures, check pages and import runs."""
