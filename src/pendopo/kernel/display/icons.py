# ruff: noqa: E501 - a drawing is one line
"""Line icons, drawn on 24 x 24 with one stroke. The larger door icons are drawn on 44 x 44."""

ICONS: dict[str, str] = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.500 15.500L21 21"/>',
    "check": '<path d="M4 12.500l5.500 5.500L20 6.500"/>',
    "cross": '<path d="M5 5l14 14M19 5L5 19"/>',
    "warning": '<path d="M12 3l10 18H2zM12 9.500v5.500M12 18v.1"/>',
    "info": '<circle cx="12" cy="12" r="9.500"/><path d="M12 11v6M12 7.500v.1"/>',
    "stuck": '<path d="M8 2.500h8L21.500 8v8L16 21.500H8L2.500 16V8zM12 7.500v5.500M12 16.500v.1"/>',
    "download": '<path d="M12 3v12M7 10.500l5 5 5-5M4 20.500h16"/>',
    "upload": '<path d="M12 16V4M7 8.500l5-5 5 5M4 20.500h16"/>',
    "print": '<path d="M7 8V3h10v5M7 17H3.500V8h17v9H17M7 14h10v7H7z"/>',
    "calendar": '<path d="M3.500 5.500h17v15h-17zM3.500 10h17M8 3v4M16 3v4"/>',
    "clock": '<circle cx="12" cy="12" r="9.500"/><path d="M12 6.500V12l4 2.500"/>',
    "pin": '<path d="M12 22s7.500-6.500 7.500-12.500a7.500 7.500 0 0 0-15 0C4.500 15.500 12 22 12 22z"/><circle cx="12" cy="9.500" r="2.500"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>',
    "people": '<circle cx="9" cy="8" r="3.500"/><path d="M2.500 20c.5-5 3-6.500 6.500-6.500s6 1.500 6.500 6.500M15.500 4.800a3.500 3.500 0 0 1 0 6.400M18 14c2 .7 3.200 2.500 3.500 6"/>',
    "home": '<path d="M3 11.500L12 4l9 7.500M5.500 9.500V20h13V9.500"/>',
    "lock": '<path d="M5.500 10.500h13v10h-13zM8 10.500V7.500a4 4 0 0 1 8 0v3"/>',
    "shield": '<path d="M12 2.500l8.500 3v6c0 5.500-4 8.500-8.500 10-4.500-1.500-8.500-4.500-8.500-10v-6zM8 12l3 3 5-5.500"/>',
    "mail": '<path d="M3 5.500h18v13H3zM3 7l9 6.500L21 7"/>',
    "phone": '<path d="M6 3h3.500l1.500 5-2.500 1.500a12 12 0 0 0 6 6L16 13l5 1.500V18a3 3 0 0 1-3 3C10 20.500 3.500 14 3 6a3 3 0 0 1 3-3z"/>',
    "document": '<path d="M6 2.500h8.500L19 7v14.500H6zM14 2.500V7.500h5M9 12h7M9 16h7"/>',
    "camera": '<path d="M3 7.500h4.500L9.500 5h5l2 2.500H21V19H3z"/><circle cx="12" cy="13" r="3.500"/>',
    "edit": '<path d="M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19zM14 6.500l3.500 3.500"/>',
    "bin": '<path d="M4 6.500h16M9 6V3.500h6V6M6.500 6.500l1 14h9l1-14M10 10.500v6M14 10.500v6"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "minus": '<path d="M4 12h16"/>',
    "arrow-right": '<path d="M4 12h15M13.500 6.500L19 12l-5.500 5.500"/>',
    "arrow-up": '<path d="M12 20V5M6.500 10.500L12 5l5.500 5.500"/>',
    "arrow-down": '<path d="M12 4v15M6.500 13.500L12 19l5.500-5.500"/>',
    "filter": '<path d="M3 5h18l-7 8.500V20l-4-2v-4.500z"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 0l3.500-3.500a4 4 0 0 0-6-6L12 6M14 10a4 4 0 0 0-6 0l-3.500 3.500a4 4 0 0 0 6 6L12 18"/>',
    "eye": '<path d="M2 12s3.500-6.500 10-6.500S22 12 22 12s-3.500 6.500-10 6.500S2 12 2 12z"/><circle cx="12" cy="12" r="3"/>',
    "money": '<path d="M2.500 6h19v12h-19z"/><circle cx="12" cy="12" r="3"/><path d="M6 9.500v.1M18 14.500v.1"/>',
    "road": '<path d="M8.500 3L3 21M15.500 3L21 21M12 4v3M12 10.500v3M12 17v3.500"/>',
    "leaf": '<path d="M4 20C4 9 10 4 20 4c0 10-5 16-14 14M4 20c2-6 6-9 10-10.500"/>',
    "shop": '<path d="M4 10v10.500h16V10M2.500 9.500L5 3.500h14l2.500 6c0 2-4.500 2-4.700 0 0 2-4.700 2-4.800 0 0 2-4.700 2-4.800 0-.2 2-4.700 2-4.700 0zM10 20.500V14.500h4v6"/>',
    "book": '<path d="M12 6c-2.500-2-5.500-2.500-9-2v15c3.500-.5 6.500 0 9 2 2.500-2 5.500-2.500 9-2V4c-3.500-.5-6.500 0-9 2zM12 6v15"/>',
    "bell": '<path d="M5 17h14c-2-2-2-4-2-7a5 5 0 0 0-10 0c0 3 0 5-2 7zM10 20.500h4"/>',
}

DOORS: dict[str, str] = {
    "services": '<path d="M10 5h18l8 8v26H10zM28 5v8h8M16 20h14M16 26h14M16 32h8"/>',
    "report": '<path d="M22 40s13-11 13-22A13 13 0 0 0 9 18c0 11 13 22 13 22zM22 11v9M22 25.500v.1"/>',
    "villages": '<path d="M4 20l9-4 4-8h10l4 8 9 4M9 20v18M17 20v18M27 20v18M35 20v18M5 38h34"/>',
    "budget": '<path d="M22 5a17 17 0 1 0 17 17H22zM28 4a14 14 0 0 1 12 12H28z"/>',
    "search": '<path d="M19 6a13 13 0 1 1 0 26 13 13 0 0 1 0-26zM29 29l10 10"/>',
    "log": '<path d="M10 5h18l8 8v26H10zM28 5v8h8M16 24l4 4 8-9"/>',
    "works": '<path d="M15 6L6 38M29 6l9 32M22 8v5M22 19v6M22 31v7"/>',
    "shop": '<path d="M8 19v19h28V19M5 18l5-11h24l5 11c0 4-8.500 4-8.500 0 0 4-8.500 4-8.500 0 0 4-8.500 4-8.500 0 0 4-8.500 4-8.500 0zM18 38V27h8v11"/>',
}


def drawing(name: str) -> tuple[str, int]:
    """The inner SVG of an icon and the side of its square. Raises KeyError for an unknown name."""
    if name.startswith("door-"):
        return DOORS[name.removeprefix("door-")], 44
    return ICONS[name], 24
