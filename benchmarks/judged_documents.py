"""Take the judged documents that are not in the corpus out of clones of public repositories.

    python benchmarks/judged_documents.py CLONES OUT

``judged_documents.tsv`` says where each stands: repository, commit, path, and which part of the
file, if not all of it, is the document (a column of a table; the line that begins with a year,
in which wide spaces part the paragraphs).  ``CLONES/OWNER/NAME`` is a clone of a repository;
what is not there is named and left out.  ``train_items.py`` reads the result as its second folder.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import subprocess
import sys
from pathlib import Path

TABLE = Path(__file__).with_name("judged_documents.tsv")
PARAGRAPHS = re.compile("\u3000{2,}")


def blob(clone: Path, commit: str, path: str) -> bytes | None:
    """The file as it is in the commit; None where clone, commit or file are missing."""
    command = ["git", "-C", str(clone), "show", f"{commit}:{path}"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def part_of(data: bytes, part: str) -> bytes:
    """The part of a file that is a document: all of it, or what ``part`` says."""
    if not part:
        return data
    how, _, name = part.partition(" ")
    text = data.decode("utf-8-sig")
    if how == "column":
        csv.field_size_limit(len(text))
        return next(csv.DictReader(io.StringIO(text)))[name].encode()
    line = next(line for line in text.split("\n") if line.startswith(f"{name}\t"))
    line = line.partition("\t")[2]
    return (PARAGRAPHS.sub("\n", line) if how == "lines" else line + "\n").encode()


def main() -> int:
    """Run what the arguments ask for; 1 if a document was not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clones", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    missing = 0
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            data = blob(options.clones / row["repository"], row["commit"], row["path"])
            if data is None:
                print(f"left out: {row['name']}", file=sys.stderr)
                missing += 1
                continue
            target = options.out / row["name"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(part_of(data, row["part"]))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
