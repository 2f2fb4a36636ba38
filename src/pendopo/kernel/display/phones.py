"""Telephone numbers: `0812-3456-7890` on the page, `tel:+6281234567890` in the link."""

import re


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return "0" + digits[2:] if digits.startswith("62") else digits


def phone(text: str) -> str:
    """Groups of four, from `08…`, `+62…` or `62…` with any spaces. Short numbers (112) stay as they are."""
    digits = _digits(text)
    if len(digits) < 8:
        return digits
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def phone_link(text: str) -> str:
    """The address of a call: `tel:+62…`, or `tel:112` for short numbers."""
    digits = _digits(text)
    return f"tel:{digits}" if len(digits) < 8 else f"tel:+62{digits.lstrip('0')}"


def e164(text: str) -> str | None:
    """`+62812…` from `0812…`, `62812…`, `+62 812-…` as people write it; None when it cannot be a number."""
    bare = re.sub(r"[\s().-]", "", text)
    if bare.startswith("0"):
        bare = "+62" + bare[1:]
    elif bare.startswith("62"):
        bare = "+" + bare
    return bare if re.fullmatch(r"\+[1-9]\d{8,14}", bare) else None
