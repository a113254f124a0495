"""Kernels side by side, as Jupyter's own client sees them: bench.py KERNEL… -- COMMAND that prints Roslyn's bytes a
cell."""

import os
import statistics
import subprocess
import sys
import time

import zmq
from jupyter_client.manager import KernelManager

STARTS, WARM, TRIVIAL, CELLS, COMPLETIONS = 5, 100, 300, 500, 60
TIMEOUT = 120
# What each language calls the same cell, how it collects (what is garbage is no growth), and what is completed in turn.
CSHARP = (
    "var {0}{1} = {1} * 2; {0}{1}",
    "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();",
    ("Console.Wri", "\"text\".", "warm1", "Math."),
)
PYTHON = ("{0}{1} = {1} * 2; {0}{1}", "import gc; gc.collect();", ("pri", "\"text\".", "warm1", "math."))


class Kernel:
    def __init__(self, name):
        self.cell, self.collect, self.typed = PYTHON if name == "python3" else CSHARP
        began = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        # A client that tries to connect ten times a second could see nothing faster than that.
        self.client = self.manager.client()
        self.client.context.setsockopt(zmq.RECONNECT_IVL, 5)
        self.client.start_channels()
        self.answered(self.client.kernel_info())
        self.info = time.perf_counter() - began
        self.run("1 + 1")
        self.result = time.perf_counter() - began

    def answered(self, message):
        while self.client.get_shell_msg(timeout=TIMEOUT)["parent_header"].get("msg_id") != message:
            pass

    def run(self, code):
        """Runs a cell to its reply and its idle; the seconds that took."""
        began = time.perf_counter()
        message = self.client.execute(code)
        self.answered(message)
        while True:
            heard = self.client.get_iopub_msg(timeout=TIMEOUT)
            if heard["parent_header"].get("msg_id") == message and heard["content"].get("execution_state") == "idle":
                return time.perf_counter() - began

    def cells(self, name, count):
        return [self.run(self.cell.format(name, i)) for i in range(count)]

    def complete(self, code):
        began = time.perf_counter()
        self.answered(self.client.complete(code, len(code)))
        return time.perf_counter() - began

    @property
    def process(self):
        return f"/proc/{self.manager.provisioner.process.pid}"

    def resident(self):
        self.run(self.collect)
        with open(f"{self.process}/status", encoding="ascii") as status:
            return 1024 * int(next(line for line in status if line.startswith("VmRSS")).split()[1])

    def cpu(self):
        with open(f"{self.process}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()


def measure(name):
    kernel = Kernel(name)
    kernel.cells("warm", WARM)
    times = [kernel.run(f"1 + {i}") for i in range(TRIVIAL)]
    kernel.run("1" if kernel.typed is CSHARP[2] else "import math")
    completions = [kernel.complete(kernel.typed[i % len(kernel.typed)]) for i in range(COMPLETIONS)]
    before = kernel.resident()
    kernel.cells("x", CELLS)
    memory = kernel.resident()
    growth = (memory - before) / CELLS
    time.sleep(3)
    cpu = kernel.cpu()
    time.sleep(10)
    cpu = (kernel.cpu() - cpu) / 10
    kernel.end()
    return statistics.median(times), growth, cpu, memory, statistics.median(completions)


def main():
    split = sys.argv.index("--")
    names, roslyn = sys.argv[1:split], sys.argv[split + 1 :]
    starts = {name: [] for name in names}
    # In turns, so that a busy moment of the machine meets all.
    for _ in range(STARTS + 1):
        for name in names:
            kernel = Kernel(name)
            starts[name].append((kernel.info, kernel.result))
            kernel.end()
    # The first start of each fills the disk's cache.
    rows = [
        (
            "start to kernel_info_reply, median of 5",
            [f"{statistics.median(s[0] for s in starts[n][1:]):.2f} s" for n in names],
            "",
        ),
        (
            "start to first result, median of 5",
            [f"{statistics.median(s[1] for s in starts[n][1:]):.2f} s" for n in names],
            "",
        ),
    ]
    warm = [measure(name) for name in names]
    bare = int(subprocess.run(roslyn, capture_output=True, text=True, check=True).stdout)
    rows += [
        ("a warm trivial cell (`1 + 1`), round trip, median of 300", [f"{1000 * w[0]:.1f} ms" for w in warm], ""),
        ("completion, median of 60 of four kinds", [f"{1000 * w[4]:.1f} ms" for w in warm], ""),
        (
            "growth over 500 cells that declare a variable, a cell",
            [f"{w[1] / 1024:.0f} kB" for w in warm],
            f"{bare / 1024:.0f} kB",
        ),
        ("idle CPU over 10 s", [f"{100 * w[2]:.1f} %" for w in warm], ""),
        ("resident memory after these 900 cells", [f"{w[3] / 2**20:.0f} MB" for w in warm], ""),
    ]
    columns = [
        "C# kernel",
        *(f"C# kernel {i}" for i in range(1, len(names) - 1)),
        "ipykernel",
        "Roslyn's scripting alone",
    ]
    print(f"| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for what, values, alone in rows:
        print(f"| {what} | {' | '.join(values)} | {alone} |")


main()
