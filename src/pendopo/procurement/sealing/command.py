"""`pendopo-bid`: seal an envelope on the bidder's own machine, and open it again with the bidder's key file.

It talks to no server and needs none. `pendopo verify` checks the receipt that the server answers with.
"""

import argparse
import getpass
import hashlib
import mimetypes
import secrets
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyrage
from shamir_mnemonic.wordlist import WORDLIST

from pendopo.procurement.sealing.canonical import canonical, read
from pendopo.procurement.sealing.envelopes import PlainFile, Sealed, open_envelope, seal_envelope
from pendopo.procurement.sealing.headers import read_header
from pendopo.procurement.sealing.plans import read_plan
from pendopo.procurement.sealing.refusals import SealRefused

# Eight of 1,024 words: 80 bits, behind scrypt.
WORDS = 8


def client() -> dict[str, str]:
    """What the header says of this client: its name, version and the hash of its own source."""
    source = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        source.update(path.name.encode() + b"\0" + path.read_bytes())
    try:
        number = version("pendopo")
    except PackageNotFoundError:
        number = "0"
    return {"name": "pendopo-bid", "version": number, "sha256": source.hexdigest()}


def _plain(path: Path) -> PlainFile:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return PlainFile(path.name, kind, path.read_bytes())


def _price(asked: argparse.Namespace) -> dict[str, Any] | None:
    if asked.total_sen is None:
        return None
    lines = asked.lines.read_bytes() if asked.lines else b""
    return {"total_sen": asked.total_sen, "currency": "IDR", "lines_sha256": hashlib.sha256(lines).hexdigest()}


def seal(asked: argparse.Namespace) -> None:
    """Write header, ciphertext, shares and the passphrase-encrypted bid key into a new folder."""
    plan = read_plan(read(asked.plan.read_bytes()))
    sealed = seal_envelope(
        plan, asked.envelope, [_plain(path) for path in asked.file],
        client=client(), price=_price(asked), supersedes=asked.supersedes,
    )  # fmt: skip
    passphrase = "-".join(secrets.choice(WORDLIST) for _number in range(WORDS))
    key = pyrage.passphrase.encrypt(f"{sealed.identity}\n".encode(), passphrase)
    _write(asked.out, sealed, key)
    say(f"plan        {plan.plan_hash}")
    say(f"commitment  {sealed.header.header_hash}")
    say(f"passphrase  {passphrase}   (of bid-key.age; it is shown only now)")


def _write(folder: Path, sealed: Sealed, key: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / "shares").mkdir()
    (folder / "header.json").write_bytes(canonical(sealed.header.message()))
    (folder / "ciphertext.age").write_bytes(sealed.ciphertext)
    (folder / "bid-key.age").write_bytes(key)
    for (group, member), ciphertext in sealed.shares.items():
        (folder / "shares" / f"{group}-{member}.age").write_bytes(ciphertext)


def unseal(asked: argparse.Namespace) -> None:
    """Check the sealed folder against its header and write the manifest and files into a new folder."""
    header = read_header(read((asked.folder / "header.json").read_bytes()))
    passphrase = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    try:
        identity = pyrage.passphrase.decrypt((asked.folder / "bid-key.age").read_bytes(), passphrase)
    except pyrage.DecryptError:
        raise SealRefused("bid-key", "the passphrase does not open it") from None
    ciphertext = (asked.folder / "ciphertext.age").read_bytes()
    manifest, contents = open_envelope(header, identity.decode().strip(), ciphertext)
    asked.out.mkdir(parents=True)
    (asked.out / "manifest.json").write_bytes(canonical(manifest.message()))
    (asked.out / "files").mkdir()
    for line, content in zip(manifest.files, contents, strict=True):
        (asked.out / "files" / line.name).write_bytes(content)
    say(f"commitment  {header.header_hash}")


def say(line: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(f"{line}\n")


def parser() -> argparse.ArgumentParser:
    """What may be asked."""
    top = argparse.ArgumentParser(prog="pendopo-bid", description=__doc__)
    acts = top.add_subparsers(required=True)
    sealing = acts.add_parser("seal", help="seal files (and a price) into an envelope")
    sealing.set_defaults(act=seal)
    sealing.add_argument("--plan", type=Path, required=True, help="seal plan of the selection, as downloaded")
    sealing.add_argument("--envelope", default="single", choices=["single", "file1", "file2"])
    sealing.add_argument("--file", type=Path, action="append", default=[], help="a file to put in; may be repeated")
    sealing.add_argument("--total-sen", type=int, help="total price in sen (rupiah times 100)")
    sealing.add_argument("--lines", type=Path, help="file with the price of each line; its hash goes with the total")
    sealing.add_argument("--supersedes", help="commitment of the envelope that this one replaces")
    sealing.add_argument("--out", type=Path, required=True, help="folder to make")
    opening = acts.add_parser("open", help="open a sealed folder with its bid key")
    opening.set_defaults(act=unseal)
    opening.add_argument("folder", type=Path)
    opening.add_argument("--out", type=Path, required=True, help="folder to make")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 when something is not as it must be."""
    asked = parser().parse_args(arguments)
    try:
        asked.act(asked)
    except (SealRefused, OSError) as problem:
        sys.stderr.write(f"pendopo-bid: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
