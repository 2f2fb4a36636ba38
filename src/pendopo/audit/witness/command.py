"""`pendopo witness URL --key KEY --name NAME`: look at a log once (from cron), or answer by HTTP with --listen."""

import argparse
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pendopo.audit.signatures import NoteRefused, read_verifier_key
from pendopo.audit.verifier.pendopo_verify import Refused, signed_tree
from pendopo.audit.witness.answering import Answer, Witnessing, add_checkpoint, request_text
from pendopo.audit.witness.fetching import NotAnswered, RemoteLog
from pendopo.audit.witness.memory import Memory

LONGEST = 20_000


def look(witness: Witnessing, log: RemoteLog, origin: str, at: int) -> Answer:
    """Fetch head and proof, check them against what is remembered, cosign. Raises NotAnswered, Refused, ValueError."""
    note = log.note()
    size, _root = signed_tree(note, witness.logs[origin])
    old = witness.memory.last(origin).size
    proof = log.consistency(old, size) if old < size else []
    return add_checkpoint(witness, request_text(min(old, size), proof, note), at)


def serve(witness: Witnessing, port: int) -> ThreadingHTTPServer:
    """A server for `POST /add-checkpoint` on the loopback address; TLS is the proxy's."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint" or not length.isdecimal() or int(length) > LONGEST:
                self.answered(Answer(404 if self.path != "/add-checkpoint" else 400, "not here\n"))
                return
            try:
                body = self.rfile.read(int(length)).decode()
            except UnicodeDecodeError:
                body = ""
            self.answered(add_checkpoint(witness, body, int(time.time())))

        def answered(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.end_headers()
            self.wfile.write(answer.text.encode())

        def log_message(self, format: str, *arguments: object) -> None:
            sys.stderr.write(f"{format % arguments}\n")

    return ThreadingHTTPServer(("127.0.0.1", port), Door)


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="pendopo witness", description="Witness the log of a Pendopo instance.")
    parser.add_argument("url", help="address of the instance, e.g. https://pendopo.example.go.id")
    parser.add_argument("--key", required=True, help="the log's verifier key, from its public page")
    parser.add_argument("--name", required=True, help="the witness's own name, e.g. saksi.example/inspektorat")
    parser.add_argument("--state", type=Path, default=Path("witness"), help="folder of key and memory")
    parser.add_argument("--no-send", action="store_true", help="print the cosignature, do not send it to the log")
    parser.add_argument("--listen", type=int, metavar="PORT", help="answer add-checkpoint on this port instead")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Exit code 0: cosigned; 1: the log does not continue what was seen; 2: it does not answer."""
    given = parsed(arguments)
    log = RemoteLog(given.url.rstrip("/"))
    try:
        origin, _public = read_verifier_key(given.key)
        witness = Witnessing(given.name, Memory(given.state), {origin: given.key})
        sys.stderr.write(f"witness key: {witness.verifier_key()}\n")
        if given.listen:
            serve(witness, given.listen).serve_forever()
        answer = look(witness, log, origin, int(time.time()))
        if answer.status == 200 and not given.no_send:
            log.send(witness.memory.last(origin).size, answer.text)
    except (Refused, NoteRefused, ValueError) as refusal:
        sys.stderr.write(f"REFUSED: {refusal}\n")
        return 1
    except NotAnswered as failure:
        sys.stderr.write(f"no answer: {failure}\n")
        return 2
    if answer.status != 200:
        sys.stderr.write(f"REFUSED ({answer.status}): the log does not continue what was seen: {answer.text}")
        return 1
    sys.stdout.write(answer.text)
    return 0
