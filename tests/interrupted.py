#!/usr/bin/env python3
"""Kills the course's commands at random moments and looks at what is left.

    python3 tests/interrupted.py lib/bin [--times 200] [--only export,codec,data,sweep,run] [--seed 1]

It works in a clone of its own in a temporary folder, made of what ./course setup has built. Each command is started and
killed (SIGKILL, which no program can answer) after a random part of the time that it takes; now and then it is left to
end. After every kill every file is whole or absent: a file equals the one that an undisturbed command writes, or is one
that its reader accepts. In the end the same command goes on from whatever is there, ends with 0, and its files are
those of the undisturbed command. Drafts (.tmp, .part) may lie there after a kill and not after the end.
"""
import argparse, gzip, hashlib, http.server, json, os, random, shutil, signal, struct, subprocess
import sys, tempfile, threading, time
from pathlib import Path

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("bin", type=Path)
arguments.add_argument("--times", type=int, default=200)
arguments.add_argument("--only", default="export,codec,data,sweep,run")
arguments.add_argument("--seed", type=int, default=1)
wanted = arguments.parse_args()
chance = random.Random(wanted.seed)

CODE = [
    {
        "cell_type": "code",
        "id": f"c{i}",
        "metadata": {},
        "source": [f"System.Threading.Thread.Sleep(50); {i}"],
        "outputs": [],
        "execution_count": None,
    }
    for i in range(6)
]
NOTEBOOK = {
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# A title\n", "Some text.\n"]}] + CODE,
    "metadata": {"kernelspec": {"name": ".net-csharp", "display_name": ".NET (C#)", "language": "C#"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
SWEEP = {
    "data": "small",
    "architecture": "dense",
    "latent": 3,
    "steps": 60,
    "batch": 16,
    "evaluation": 400,
    "seeds": [1, 2],
    "objectives": [{"name": "vae"}],
}


def clone(folder):
    """A clone with what is built (linked, not copied), a notebook, a sweep, a picture and a data set on a server."""
    shutil.copytree(wanted.bin, folder / "lib" / "bin", symlinks=True, copy_function=os.link)
    (folder / "Autoencoders.slnx").write_text("")
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "01-tiny.ipynb").write_text(json.dumps(NOTEBOOK, indent=1))
    (folder / "tiny.json").write_text(json.dumps(SWEEP))
    (folder / "a.pgm").write_bytes(b"P5\n56 84\n255\n" + bytes((x * y) % 256 for y in range(84) for x in range(56)))
    content = bytes(chance.randrange(256) for _ in range(2_000_000))
    served = folder / "served"
    served.mkdir()
    (served / "one.gz").write_bytes(gzip.compress(content, 1))
    file = {
        "role": "train-images",
        "name": "one",
        "download": "one.gz",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Slow(*a, directory=str(served)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (folder / "data").mkdir()
    toy = {
        "name": "toy",
        "title": "Toy",
        "terms": "none",
        "citation": "nobody",
        "mirrors": [f"http://127.0.0.1:{server.server_port}/"],
        "files": [file],
    }
    (folder / "data" / "datasets.json").write_text(json.dumps({"datasets": [toy]}))
    return content


class Slow(http.server.SimpleHTTPRequestHandler):
    """Serves in pieces with pauses, so that a kill can fall between them; a range as well."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        whole = Path(self.translate_path(self.path)).read_bytes()
        start = int(self.headers.get("Range", "bytes=0-").split("=")[1].split("-")[0])
        if start >= len(whole):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(whole) - 1}/{len(whole)}")
        self.send_header("Content-Length", str(len(whole) - start))
        self.end_headers()
        try:
            for at in range(start, len(whole), 100_000):
                self.wfile.write(whole[at : min(at + 100_000, len(whole))])
                time.sleep(0.02)
        except OSError:
            pass  # the client was killed


def start(folder, words):
    return subprocess.Popen(
        ["dotnet", str(folder / "lib" / "bin" / "Course.dll"), *words],
        cwd=folder,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={k: v for k, v in os.environ.items() if not k.startswith("AUTOENCODERS_")},
    )


def finish(process):
    said = process.communicate(timeout=600)[0].decode()
    if process.returncode != 0:
        raise SystemExit(f"the command ended with {process.returncode}:\n{said}")


def gone(process):
    """Waits until the children of a killed command have ended; that one has not after ten seconds is a fault."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return 0
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    return 1


def is_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    ends = sorted(tuple(entry["data_offsets"]) for name, entry in header.items() if name != "__metadata__")
    return ends[-1][1] == len(data) - 8 - length


READERS = {
    ".json": lambda path: json.loads(path.read_text()) is not None,
    ".ipynb": lambda path: json.loads(path.read_text())["cells"] is not None,
    ".html": lambda path: path.read_text().rstrip().endswith("</html>"),
    ".safetensors": is_safetensors,
    ".csv": lambda path: path.read_text().endswith("\n"),
}


def faults(out, undisturbed):
    """Files that are neither those of the undisturbed command nor whole by their reader."""
    found = []
    for path in (p for p in out.rglob("*") if p.is_file() and not is_draft(p)):
        name = str(path.relative_to(out))
        if name in undisturbed and path.read_bytes() == undisturbed[name]:
            continue
        try:
            whole = path.suffix in READERS and READERS[path.suffix](path)
        except Exception:
            whole = False
        if not whole:
            found.append(name)
    return found


def is_draft(path):
    return path.suffix in (".tmp", ".part") or path.name.startswith(".")


def sizes(files):
    return {name: len(content) for name, content in files.items()}


def contents(out):
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def attack(name, folder, words, out, same):
    """Kills the command so many times, checks after each, and lets it end at last.

    `same` tells whether its files are the undisturbed command's.
    """
    shutil.rmtree(out, ignore_errors=True)
    begun = time.monotonic()
    finish(start(folder, words))
    takes = time.monotonic() - begun
    undisturbed = contents(out)
    shutil.rmtree(out)
    killed = ended = broken = orphans = locked = differing = 0
    while killed < wanted.times:
        process = start(folder, words)
        time.sleep(chance.uniform(0.05, 1.05 * takes))
        if process.poll() is None:
            process.kill()
            killed += 1
            process.communicate()
            orphans += gone(process)
            if left := faults(out, undisturbed) if out.exists() else []:
                broken += 1
                print(f"{name}: broken after a kill: {left}", flush=True)
        else:
            if process.returncode != 0:
                print(f"{name}: failed: {process.communicate()[0].decode()}", flush=True)
            locked += process.returncode != 0
            ended += process.returncode == 0
            found = contents(out)
            if not same(undisturbed, found):
                differing += 1
                print(
                    f"{name}: ended with other files: {sizes(undisturbed)} became {sizes(found)}; it said "
                    f"{process.communicate()[0].decode()!r}",
                    flush=True,
                )
            shutil.rmtree(out, ignore_errors=True)
    finish(start(folder, words))
    last = contents(out)
    differing += not same(undisturbed, last)
    drafts = [path for path in last if is_draft(Path(path))]
    print(
        f"{name}: {killed} kills within {takes:.1f} s, {ended + 1} ends; files broken {broken}, "
        f"commands that did not go on {locked}, children left {orphans}, "
        f"ends with other files {differing}, drafts at the end {len(drafts)}",
        flush=True,
    )
    return broken + locked + orphans + differing


def equal(whole, found):
    return all(found.get(name) == whole[name] for name in whole)


def names(whole, found):
    return whole.keys() <= found.keys()


def results(whole, found):
    """A sweep's: but for the seconds that it took."""

    def timeless(line):
        return ",".join(cell for i, cell in enumerate(line.split(",")) if i != 13)

    def table(files):
        return sorted(map(timeless, files["tiny.csv"].decode().splitlines()))

    return names(whole, found) and table(whole) == table(found)


beside = wanted.bin.resolve().parent.parent / "out"  # on the same disk, where files can be linked
with tempfile.TemporaryDirectory(prefix="interrupted-", dir=beside if beside.exists() else None) as temporary:
    root = Path(temporary) / "clone"
    root.mkdir()
    content = clone(root)
    out = root / "out"
    total = 0
    only = wanted.only.split(",")
    if "export" in only:
        for form in ("cs", "dib", "md", "html"):
            words = ["export", "1", "--to", form, "--out", str(out / f"tiny.{form}")]
            total += attack(f"export --to {form}", root, words, out, equal)
    if "codec" in only:
        words = ["codec", "encode", "a.pgm", "--out", str(out), "--force"]
        total += attack("codec encode", root, words, out, equal)
    if "data" in only:
        total += attack("data get", root, ["data", "get", "toy"], root / "data" / "cache", equal)
    if "sweep" in only:
        total += attack("sweep", root, ["sweep", "tiny.json", "--out", str(out)], out, results)
    if "run" in only:
        total += attack("run", root, ["run", "1", "--out", str(out)], out, names)
    sys.exit(1 if total else 0)
