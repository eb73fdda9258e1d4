"""Read spoilt documents by the thousand: no crash, no hang, no network, no foreign file.

Real files of a corpus are spoilt (``mutations.py``), and each is read in a worker process
with limits of time and memory.  The worker's audit hook reports sockets, processes and files
that are written or lie outside of Python and quizgen; what C libraries do below it is caught
by bait, a file whose text must not appear and a port that must not be called.  What was read
has to keep the laws of a reading.  The same seed makes the same cases; ``--case`` repeats one.

    python benchmarks/fuzz_readers.py CORPUS --format pdf [--count 10000] [--seed 1]

Formats that the corpus has no files of are made from its Word documents by LibreOffice (whose
files are not the same bytes each time).
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import signal
import socket
import sys
import sysconfig
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from hostile import Bait
from independent import convert
from manifest import sources
from mutations import mutate

import quizgen
from quizgen import readers
from quizgen.document import Reading
from quizgen.errors import QuizgenError
from quizgen.text import strip

LARGEST = 300_000  # bytes of a file that is spoilt
MEMORY = 2_000_000_000  # bytes of a worker
SEEDS_MADE = 4  # files made where the corpus has none of a format
CANARY = "金丝雀不可读"
# Audit events of a process being started.
_PROCESSES = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.fork", "os.spawn", "os.posix_spawn"}
)
# Formats that another program converts, in a folder for temporary files.
CONVERTED = frozenset({"doc", "wps", "rtf", "odt", "ppt", "pptx", "odp"})

Outcome = tuple[str, str]  # read, refused, crashed, hung, touched or unlawful, and a word on it


# The worker


@dataclass(slots=True)
class Watch:
    """An audit hook: what is touched while it is on, that a reader has no business with."""

    converted: bool
    on: bool = False
    seen: list[str] = field(default_factory=list)
    roots: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        places = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())
        self.roots = (*places, str(Path(quizgen.__file__).parent.parent), "/proc/self", "/dev/null")
        if self.converted:
            self.roots += (tempfile.gettempdir(),)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Note what ``event`` touches (see :pep:`578`)."""
        if not self.on:
            return
        if event == "open":
            self._opened(*arguments)
        elif event.startswith("socket.") or (event in _PROCESSES and not self.converted):
            self.seen.append(f"{event} {arguments!r:.100}")

    def _opened(self, path: object, mode: object, flags: object) -> None:
        if not isinstance(path, (str, bytes)):
            return  # a descriptor that is open already
        if self.converted and not Path(os.fsdecode(path)).is_absolute():
            return  # a name in a folder that is open: the temporary one is being removed
        name = os.path.realpath(os.fsdecode(path))
        writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
        if not name.startswith(self.roots) or (writes and not self.converted):
            self.seen.append(f"open {name} {mode or flags}")


def work(pipe: Connection, name: str, sample: bytes, *, converted: bool) -> None:
    """Read what comes through ``pipe`` and answer with an outcome and a word about it."""
    os.setsid()  # so that what it starts can be ended with it
    sys.dont_write_bytecode = True
    if not converted:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    watch = Watch(converted)
    sys.addaudithook(watch)
    outcome(sample, name)  # loads the libraries
    while True:
        try:
            data = pipe.recv_bytes()
        except EOFError:  # the master is gone
            return
        watch.on = True
        answer = outcome(data, name)
        watch.on = False
        if watch.seen:
            answer = ("touched", watch.seen[0])
            watch.seen.clear()
        pipe.send(answer)


def outcome(data: bytes, name: str) -> Outcome:
    """What becomes of one document."""
    try:
        reading = readers.read(data, name)
    except QuizgenError as error:
        return "refused", error.what
    except Exception as error:  # noqa: BLE001  this is what is looked for
        *_, (frame, line) = traceback.walk_tb(error.__traceback__)
        place = f"{Path(frame.f_code.co_filename).name}:{line}"
        return "crashed", f"{type(error).__name__}: {error!s:.150} ({place})"
    fault = next(faults(reading), "")
    return ("unlawful", fault) if fault else ("read", "")


def faults(reading: Reading) -> Iterator[str]:
    """Where a reading breaks its laws."""
    end = 0
    for block in reading.blocks:
        if block.span.start < end or block.span.end < block.span.start:
            yield "blocks overlap or go back"
        elif strip(reading.text[end : block.span.start]):
            yield "text between the blocks"
        end = block.span.end
    if strip(reading.text[end:]) or end > len(reading.text):
        yield "text after the last block, or a block after the text"
    if any("\ud800" <= char <= "\udfff" for char in reading.text):
        yield "a surrogate in the text"
    if CANARY in reading.text:
        yield "the text of a foreign file"


# Its master


@dataclass(slots=True)
class Worker:
    """A process that reads, replaced whenever it dies or has to be ended."""

    name: str
    sample: bytes
    limit: float  # seconds
    process: BaseProcess = field(init=False)
    pipe: Connection = field(init=False)

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        converted = self.name.rpartition(".")[2] in CONVERTED
        self.process = context.Process(
            target=work,
            args=(other, self.name, self.sample),
            kwargs={"converted": converted},
            daemon=True,
        )
        self.process.start()
        other.close()

    def ask(self, data: bytes) -> Outcome:
        """What becomes of ``data``."""
        try:
            self.pipe.send_bytes(data)
            if self.pipe.poll(self.limit):
                answer: Outcome = self.pipe.recv()
                return answer
            answer = "hung", f"more than {self.limit:.0f} s"
            self.end()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.process.join()
            code = self.process.exitcode or 0
            answer = "crashed", signal.Signals(-code).name if code < 0 else f"exit code {code}"
        self.__post_init__()
        return answer

    def end(self) -> None:
        """Kill the process and what it started."""
        try:
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        except ProcessLookupError:
            self.process.kill()  # it has no group yet
        self.process.join()


def seeds(corpus: Path, suffix: str) -> list[bytes]:
    """The files to spoil, smallest first."""
    there = sources(corpus)
    own = [source.path.read_bytes() for source in there if source.format == suffix]
    if not own:
        words = sorted(
            (source.path for source in there if source.format == "docx"),
            key=lambda path: path.stat().st_size,
        )
        words = [path for path in words if path.stat().st_size > 10_000][:SEEDS_MADE]
        print(f"no .{suffix} in the corpus: {len(words)} made from Word documents")
        own = [convert(path, suffix) for path in words]
    own = sorted((data for data in own if data), key=len)
    small = [data for data in own if len(data) <= LARGEST]
    return small or own[:2]


def case(files: list[bytes], suffix: str, bait: Bait, seed: int, number: int) -> bytes:
    """The spoilt document of a number: the smaller a file, the likelier it is taken."""
    random = Random(f"{seed}:{suffix}:{number}")  # noqa: S311  repeatable, not secret
    chosen = files[int(len(files) * random.random() ** 3)]
    try:
        return mutate(chosen, suffix, bait, random)
    except zipfile.BadZipFile:  # the corpus has files that are none
        return chosen


def main() -> int:
    """Print how many cases ended how; 1 when one ended as none should."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--format", required=True, help="a suffix, without its dot")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", type=int, help="only this one")
    parser.add_argument("--limit", type=float, default=20, help="seconds that a case may take")
    args = parser.parse_args()
    if not (args.corpus / "MANIFEST.tsv").is_file():
        print(f"{args.corpus}: no corpus here, nothing done")
        return 0
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY, 2 * MEMORY))
    files = seeds(args.corpus, args.format)
    folder = Path(tempfile.mkdtemp(prefix="quizgen-fuzz-"))
    canary = folder / "canary.txt"
    canary.write_text(CANARY, encoding="utf-8")
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    bait = Bait(canary.as_uri(), listener.getsockname()[1])
    worker = Worker(f"spoilt.{args.format}", files[0], args.limit)
    outcomes: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    slowest = (0.0, 0)
    numbers = range(args.count) if args.case is None else [args.case]
    for number in numbers:
        data = case(files, args.format, bait, args.seed, number)
        begin = time.perf_counter()
        result, word = worker.ask(data)
        slowest = max(slowest, (time.perf_counter() - begin, number))
        if called(listener):
            result, word = "touched", "the network was called"
        outcomes[result] += 1
        if result in {"read", "refused"} and args.case is None:
            continue
        reported[word] += 1
        if reported[word] == 1:
            kept = folder / f"case-{number}.{args.format}"
            kept.write_bytes(data)
            print(f"{result:<8} case {number}: {word}  ({kept})", flush=True)
    worker.end()
    if not reported:
        shutil.rmtree(folder)
    print(
        f".{args.format}: {outcomes.total()} cases of {len(files)} files, seed {args.seed}: ",
        end="",
    )
    print(", ".join(f"{count} {result}" for result, count in outcomes.most_common()))
    print(f"the slowest was case {slowest[1]} with {slowest[0]:.1f} s")
    return 0 if set(outcomes) <= {"read", "refused"} else 1


def called(listener: socket.socket) -> bool:
    """Whether anybody called."""
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
