"""Drawn sample photos for the demo: plainly none of a real site."""

import io
from hashlib import sha512

WIDTH, HEIGHT = 320, 240
GROUNDS = ("#6f7f52", "#8a7a55", "#7d6b50", "#5d7a68")


def sample_photo(seed: str, title: str, week: int, percent: float) -> bytes:
    """A drawn site: sky, hills, a road that grows with the percent, and the words CONTOH."""
    from PIL import Image, ImageDraw

    dice = sha512(seed.encode()).digest()
    image = Image.new("RGB", (WIDTH, HEIGHT), (150 + dice[0] % 60, 180 + dice[1] % 40, 200 + dice[2] % 50))
    pen = ImageDraw.Draw(image)
    for place in range(6):
        left, top, width = dice[3 + place] * 320 // 255 - 60, 40 + dice[9 + place] % 70, 90 + dice[15 + place] % 120
        shade = 60 + dice[21 + place] % 90
        pen.polygon([(left, 150), (left + width // 2, top), (left + width, 150)], fill=(shade - 30, shade + 20, shade))
    pen.rectangle([0, 140, WIDTH, HEIGHT], fill=GROUNDS[dice[27] % 4])
    bend = dice[28] * 200 // 255
    pen.polygon([(bend, 240), (bend + 120, 240), (bend // 2 + 110, 140), (bend // 2 + 80, 140)], fill="#b9ab90")
    done = 240 - int(percent)
    pen.polygon([(bend, 240), (bend + 120, 240), (bend + 100, done), (bend + 20, done)], fill="#3c3c40")
    for place in range(5):
        left, top, side = dice[30 + place] * 300 // 255, 130 + dice[36 + place] % 90, 14 + dice[42 + place] % 40
        pen.rectangle([left, top, left + side, top + side], fill=(dice[48 + place], dice[54 + place], 60))
    pen.rectangle([0, 0, WIDTH, 22], fill="#ffffff")
    pen.text((8, 5), f"CONTOH - {title[:32]} - minggu {week}", fill="#1c1c1c")
    target = io.BytesIO()
    image.save(target, "JPEG", quality=82)
    return target.getvalue()
