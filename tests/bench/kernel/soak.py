"""Ten thousand cells in one session: what grows, and what may not."""

import os
import sys
import time

from jupyter_client.manager import KernelManager

CELLS, WARM, TIMEOUT = 10_000, 500, 300
HANDLES = 20  # more than that many new ones over the whole run is a leak
THREADS = 10
MEGABYTES = 1_200  # compiled code is never unloaded: some 60 kB a cell in Roslyn's scripting alone


def main():
    manager = KernelManager(kernel_name=sys.argv[1])
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    process = f"/proc/{manager.provisioner.process.pid}"

    def run(code):
        message = client.execute(code)
        while (reply := client.get_shell_msg(timeout=TIMEOUT))["parent_header"].get("msg_id") != message:
            pass
        while True:
            heard = client.get_iopub_msg(timeout=TIMEOUT)
            if heard["parent_header"].get("msg_id") == message and heard["content"].get("execution_state") == "idle":
                break
        assert reply["content"]["status"] == "ok", reply["content"]

    def state():
        run("GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();")
        with open(f"{process}/status", encoding="ascii") as status:
            fields = dict(line.split(":", 1) for line in status)
        return int(fields["VmRSS"].split()[0]) / 1024, len(os.listdir(f"{process}/fd")), int(fields["Threads"])

    # Of all that cells do: declare, show, print, wait, fail.
    kinds = [
        "var x{0} = {0} * 2; x{0}",
        "Enumerable.Range(0, 30).Select(i => new {{ I = i, Square = i * {0} }})",
        "Console.WriteLine({0});",
        "await Task.Delay(1); display({0});",
        "try {{ throw new Exception(\"{0}\"); }} catch (Exception e) {{ Console.Write(e.Message); }}",
    ]
    began, before = 0.0, None
    for i in range(CELLS + WARM):
        if i == WARM:
            before, began = state(), time.monotonic()
        run(kinds[i % len(kinds)].format(i))
    seconds, after = time.monotonic() - began, state()
    client.stop_channels()
    manager.shutdown_kernel()
    for what, old, new, most in zip(
        ("resident memory, MB", "file descriptors", "threads"), before, after, (MEGABYTES, HANDLES, THREADS)
    ):
        print(
            f"{what}: {old:.0f} before, {new:.0f} after{'' if new - old <= most else f' (more than {most} new ones)'}"
        )
    print(f"{CELLS} cells in {seconds:.0f} s, {1000 * seconds / CELLS:.1f} ms each")
    return 0 if all(new - old <= most for old, new, most in zip(before, after, (MEGABYTES, HANDLES, THREADS))) else 1


sys.exit(main())
