"""The kernel as Jupyter's own client sees it: what the conformance suite does not check. The kernel's name is in
CSHARP_KERNEL."""

import os
import queue
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

KERNEL = os.environ["CSHARP_KERNEL"]
TIMEOUT = 60


def start(**options):
    return ready(KernelManager(kernel_name=KERNEL, **options))


def start_with(**options):
    """With options for the process."""
    return ready(KernelManager(kernel_name=KERNEL), **options)


def ready(manager, **options):
    manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    return manager, client


class KernelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start()

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel()

    def reply(self, message, channel="shell", timeout=TIMEOUT):
        get = getattr(self.client, f"get_{channel}_msg")
        deadline = time.monotonic() + timeout
        while True:
            reply = get(timeout=max(0.1, deadline - time.monotonic()))
            if reply["parent_header"].get("msg_id") == message:
                return reply

    def until_idle(self, message):
        """What iopub says about a request, up to its idle."""
        said = []
        while True:
            heard = self.client.get_iopub_msg(timeout=TIMEOUT)
            if heard["parent_header"].get("msg_id") != message:
                continue
            said.append(heard)
            if heard["msg_type"] == "status" and heard["content"]["execution_state"] == "idle":
                return said

    def run_cell(self, code, **options):
        message = self.client.execute(code, **options)
        return self.reply(message)["content"], self.until_idle(message)

    def value(self, code):
        said = self.run_cell(code)[1]
        return [m["content"]["data"]["text/plain"] for m in said if m["msg_type"] == "execute_result"][0]

    def wait_for_stream(self, message, text):
        while True:
            heard = self.client.get_iopub_msg(timeout=TIMEOUT)
            if heard["parent_header"].get("msg_id") == message:
                self.assertNotEqual(heard["content"].get("execution_state"), "idle", "The cell ended before it wrote.")
                if heard["msg_type"] == "stream" and text in heard["content"]["text"]:
                    return

    def control(self, kind, **content):
        message = self.client.session.msg(kind, content)
        self.client.control_channel.send(message)
        return self.reply(message["header"]["msg_id"], "control")


class Execution(KernelTest):
    def test_order_on_iopub(self):
        _, said = self.run_cell('Console.WriteLine("a"); Console.Error.WriteLine("b"); display(1); 2')
        kinds = [m["content"].get("execution_state") or m["content"].get("name") or m["msg_type"] for m in said]
        self.assertEqual(kinds, ["busy", "execute_input", "stdout", "stderr", "display_data", "execute_result", "idle"])

    def test_counts_go_up_by_one_and_only_for_what_is_stored(self):
        first, _ = self.run_cell("1")
        unstored, said = self.run_cell("2", store_history=False)
        self.assertEqual(unstored["execution_count"], first["execution_count"])
        self.assertIn("execute_result", [m["msg_type"] for m in said])
        self.assertEqual(self.run_cell("3")[0]["execution_count"], first["execution_count"] + 1)

    def test_silent_says_nothing_and_does_everything(self):
        before = self.run_cell("var loud = 1;")[0]["execution_count"]
        reply, said = self.run_cell('loud = 2; Console.WriteLine("nobody hears"); loud', silent=True)
        self.assertEqual(reply["status"], "ok")
        self.assertEqual([m["msg_type"] for m in said], ["status", "status"])
        self.assertEqual(self.value("loud"), "2")
        self.assertEqual(self.run_cell("1")[0]["execution_count"], before + 2)

    def test_user_expressions(self):
        reply, _ = self.run_cell("var seven = 7;", user_expressions={"six": "seven - 1", "bad": "nonsense"})
        self.assertEqual(reply["user_expressions"]["six"]["data"]["text/plain"], "6")
        self.assertEqual(reply["user_expressions"]["bad"]["status"], "error")
        self.assertIn("nonsense", reply["user_expressions"]["bad"]["evalue"])

    def test_stop_on_error_aborts_what_waits(self):
        failing = self.client.execute('System.Threading.Thread.Sleep(300); throw new Exception("stop");')
        waiting = [self.client.execute(f"var reached{i} = true;") for i in range(3)]
        asked = self.client.kernel_info()
        self.assertEqual(self.reply(failing)["content"]["status"], "error")
        self.assertEqual([self.reply(w)["content"]["status"] for w in waiting], ["aborted"] * 3)
        self.assertEqual(self.reply(asked)["content"]["status"], "ok")
        self.assertEqual(self.run_cell("1")[0]["status"], "ok")
        self.assertEqual(self.run_cell("reached0")[0]["status"], "error")

    def test_without_stop_on_error_the_rest_runs(self):
        failing = self.client.execute(
            'System.Threading.Thread.Sleep(300); throw new Exception("go on");', stop_on_error=False
        )
        waiting = self.client.execute("var wentOn = true;")
        self.assertEqual(self.reply(failing)["content"]["status"], "error")
        self.assertEqual(self.reply(waiting)["content"]["status"], "ok")

    def test_late_output_goes_to_its_cell(self):
        message = self.client.execute('_ = Task.Run(async () => { await Task.Delay(500); Console.Write("late"); });')
        self.reply(message)
        self.run_cell("1")
        while True:
            heard = self.client.get_iopub_msg(timeout=TIMEOUT)
            if heard["msg_type"] == "stream":
                break
        self.assertEqual((heard["content"]["text"], heard["parent_header"]["msg_id"]), ("late", message))

    def test_many_lines_come_in_few_messages_and_in_order(self):
        _, said = self.run_cell("for (var i = 0; i < 100_000; i++) Console.WriteLine(i);")
        streams = [m["content"]["text"] for m in said if m["msg_type"] == "stream"]
        self.assertEqual("".join(streams), "".join(f"{i}\n" for i in range(100_000)))
        self.assertLess(len(streams), 200)

    def test_any_text_can_be_printed(self):
        _, said = self.run_cell('Console.Write("a\\ud800b \\U0001F600 \\0");')
        self.assertEqual("a\ud800b \U0001F600 \0", [m for m in said if m["msg_type"] == "stream"][0]["content"]["text"])

    def test_display_updates_name_the_display(self):
        _, said = self.run_cell('var shown = display("old"); shown.Update("new");')
        first, second = [m for m in said if "display_data" in m["msg_type"]]
        self.assertEqual(first["content"]["transient"]["display_id"], second["content"]["transient"]["display_id"])
        self.assertEqual((second["msg_type"], second["content"]["data"]["text/plain"]), ("update_display_data", "new"))

    def test_native_output_and_child_processes(self):
        _, said = self.run_cell(
            'System.Diagnostics.Process.Start("echo", "from a child").WaitForExit(); Console.WriteLine("after");'
        )
        text = "".join(m["content"]["text"] for m in said if m["msg_type"] == "stream")
        self.assertIn("from a child", text)
        self.assertIn("after", text)


class Questions(KernelTest):
    def ask(self, kind, **content):
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return self.reply(message["header"]["msg_id"])["content"]

    def test_completion_counts_characters(self):
        code = '/* \U0001F600 */ Console.Wri'
        reply = self.ask("complete_request", code=code, cursor_pos=len(code))
        self.assertEqual((reply["cursor_start"], reply["cursor_end"]), (len(code) - 3, len(code)))
        self.assertEqual(reply["metadata"]["_jupyter_types_experimental"][0]["type"], "function")

    def test_completion_knows_earlier_cells(self):
        self.run_cell(
            "var measured = new List<double>(); record Person(string Name, int Age); var ada = new Person(\"Ada\", 36);"
        )
        self.assertEqual(self.ask("complete_request", code="measu", cursor_pos=5)["matches"], ["measured"])
        self.assertIn("Age", self.ask("complete_request", code="ada.", cursor_pos=4)["matches"])

    def test_a_request_without_its_fields_gets_an_error_and_the_kernel_goes_on(self):
        self.assertEqual(self.ask("complete_request", nothing=1)["status"], "error")
        self.assertEqual(self.ask("history_request", hist_access_type="backwards")["status"], "error")
        self.assertEqual(self.ask("execute_request", code=3)["status"], "error")
        self.assertEqual(self.run_cell("1")[0]["status"], "ok")

    def test_unknown_comm_targets_are_closed(self):
        self.assertEqual(self.ask("comm_info_request")["comms"], {})
        message = self.client.session.msg("comm_open", {"comm_id": "abc", "target_name": "nobody", "data": {}})
        self.client.shell_channel.send(message)
        said = self.until_idle(message["header"]["msg_id"])
        self.assertEqual(
            [m["content"] for m in said if m["msg_type"] == "comm_close"], [{"comm_id": "abc", "data": {}}]
        )
        for kind in ("comm_msg", "comm_close"):
            self.client.shell_channel.send(self.client.session.msg(kind, {"comm_id": "abc", "data": {}}))
        self.assertEqual(self.run_cell("1")[0]["status"], "ok")

    def test_a_registered_comm_target_speaks_with_the_page(self):
        self.run_cell(
            """
            using NotebookKernel.Protocol;
            using System.Text.Json.Nodes;
            Comm.RegisterTarget("echo", (comm, data) =>
            {
                comm.Received += said =>
                {
                    Console.Write("heard");
                    comm.Send(new JsonObject { ["said"] = said["word"].ToString() });
                };
                comm.Closed += _ => Console.Write("closed");
                comm.Send(data);
            });"""
        )
        said = self.comm("comm_open", comm_id="line", target_name="echo", data={"word": "hello"})
        self.assertIn(("comm_msg", {"comm_id": "line", "data": {"word": "hello"}}), said)
        self.assertEqual(self.ask("comm_info_request")["comms"], {"line": {"target_name": "echo"}})
        self.assertEqual(self.ask("comm_info_request", target_name="other")["comms"], {})
        said = self.comm("comm_msg", comm_id="line", data={"word": "again"})
        self.assertIn(("comm_msg", {"comm_id": "line", "data": {"said": "again"}}), said)
        self.assertIn(("stream", {"name": "stdout", "text": "heard"}), said)
        said = self.comm("comm_close", comm_id="line", data={})
        self.assertIn(("stream", {"name": "stdout", "text": "closed"}), said)
        self.assertEqual(self.ask("comm_info_request")["comms"], {})

    def test_a_comm_handler_that_fails_says_why_and_harms_nothing(self):
        self.run_cell('NotebookKernel.Protocol.Comm.RegisterTarget("bad", (_, _) => throw new FormatException("no"));')
        said = self.comm("comm_open", comm_id="b", target_name="bad", data={})
        self.assertEqual([content["ename"] for kind, content in said if kind == "error"], ["FormatException"])
        self.comm("comm_close", comm_id="b", data={})
        self.assertEqual(self.run_cell("1")[0]["status"], "ok")

    def test_a_cell_opens_a_comm(self):
        _, said = self.run_cell(
            'var comm = NotebookKernel.Protocol.Comm.Open("page", new() { ["a"] = 1 }); comm.Close(); comm.Close();'
        )
        opened, closed = [m for m in said if m["msg_type"].startswith("comm")]
        self.assertEqual(
            (opened["msg_type"], opened["content"]["target_name"], opened["content"]["data"]),
            ("comm_open", "page", {"a": 1}),
        )
        self.assertEqual(
            (closed["msg_type"], closed["content"]["comm_id"]), ("comm_close", opened["content"]["comm_id"])
        )

    def comm(self, kind, **content):
        """What iopub says about a message to a comm."""
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return [(m["msg_type"], m["content"]) for m in self.until_idle(message["header"]["msg_id"])]


class Input(KernelTest):
    def asked(self):
        return self.client.get_stdin_msg(timeout=TIMEOUT)

    def test_input_and_password(self):
        message = self.client.execute(
            'var name = input("Who? "); var word = password("Word? ").GetClearTextPassword(); name + word',
            allow_stdin=True,
        )
        request = self.asked()
        self.assertEqual(
            (request["msg_type"], request["content"]), ("input_request", {"prompt": "Who? ", "password": False})
        )
        self.assertEqual(request["parent_header"]["msg_id"], message)
        self.client.input("Ada ")
        self.assertEqual(self.asked()["content"], {"prompt": "Word? ", "password": True})
        self.client.input("secret")
        self.assertEqual(self.reply(message)["content"]["status"], "ok")
        self.assertEqual(self.value("name + word"), "Ada secret")

    def test_the_console_reads_lines(self):
        message = self.client.execute('var line = Console.ReadLine(); line + (char)Console.Read()', allow_stdin=True)
        for answer in ("one", "two"):
            self.asked()
            self.client.input(answer)
        self.assertEqual(
            [m["content"]["data"]["text/plain"] for m in self.until_idle(message) if m["msg_type"] == "execute_result"],
            ["onet"],
        )
        self.assertEqual(
            self.run_cell("Console.ReadLine() ?? \"the rest: none\"", allow_stdin=False)[0]["status"], "ok"
        )

    def test_output_comes_before_the_question(self):
        message = self.client.execute('Console.Write("before"); input("now? ");', allow_stdin=True)
        self.asked()
        self.wait_for_stream(message, "before")
        self.client.input("yes")
        self.assertEqual(self.reply(message)["content"]["status"], "ok")

    def test_without_stdin_the_cell_fails_at_once(self):
        reply, _ = self.run_cell('input("Who?")', allow_stdin=False)
        self.assertEqual((reply["status"], reply["ename"]), ("error", "NotSupportedException"))

    def test_an_interrupt_ends_the_wait_and_a_late_answer_is_forgotten(self):
        message = self.client.execute('input("Who?")', allow_stdin=True)
        self.asked()
        self.manager.interrupt_kernel()
        self.assertEqual(self.reply(message)["content"]["status"], "error")
        self.client.input("too late")
        time.sleep(0.3)
        message = self.client.execute('input("Again?")', allow_stdin=True)
        self.asked()
        self.client.input("in time")
        self.assertEqual(
            [m["content"]["data"]["text/plain"] for m in self.until_idle(message) if m["msg_type"] == "execute_result"],
            ["in time"],
        )


class Interrupts(KernelTest):
    LOOP = 'var kept = 1; Console.Write("looping"); while (true) { }'

    def by_message(self):
        self.assertEqual(self.control("interrupt_request")["content"], {"status": "ok"})

    def interrupted(self, code, interrupt):
        message = self.client.execute(code)
        self.wait_for_stream(message, "looping")
        interrupt()
        began = time.monotonic()
        reply = self.reply(message)["content"]
        self.assertEqual(reply["status"], "error")
        self.assertLess(time.monotonic() - began, 8)
        self.assertEqual(self.value("6 * 7"), "42")
        return reply

    def test_by_message(self):
        self.interrupted(self.LOOP, self.by_message)

    def test_by_signal(self):
        self.interrupted(self.LOOP, lambda: os.kill(self.manager.provisioner.process.pid, signal.SIGINT))

    def test_of_code_that_observes_the_token(self):
        self.interrupted(
            'Console.Write("looping"); await Task.Delay(60_000, '
            'Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken);',
            self.by_message,
        )

    def test_twice_and_while_idle(self):
        self.interrupted(self.LOOP, lambda: (self.by_message(), self.by_message()))
        self.by_message()
        os.kill(self.manager.provisioner.process.pid, signal.SIGINT)
        time.sleep(0.5)
        self.assertEqual(self.value("1 + 1"), "2")

    def test_the_control_channel_answers_while_a_cell_runs(self):
        message = self.client.execute('Console.Write("looping"); System.Threading.Thread.Sleep(3000);')
        self.wait_for_stream(message, "looping")
        began = time.monotonic()
        self.assertEqual(self.control("kernel_info_request")["content"]["status"], "ok")
        self.assertEqual(self.control("comm_info_request")["content"]["status"], "ok")
        self.assertLess(time.monotonic() - began, 2)
        self.assertEqual(self.reply(message)["content"]["status"], "ok")


class Lifetime(unittest.TestCase):
    def wait_for_end(self, manager):
        deadline = time.monotonic() + 30
        while manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertFalse(manager.is_alive())

    def test_shutdown_is_answered_and_ends_the_process_and_its_children(self):
        manager, client = start()
        client.execute(
            'var child = System.Diagnostics.Process.Start("sleep", "600"); Console.Write($"child={child.Id};");'
        )
        while True:
            heard = client.get_iopub_msg(timeout=TIMEOUT)
            if heard["msg_type"] == "stream":
                child = int(heard["content"]["text"].split("=")[1].strip(";"))
                break
        message = client.shutdown(restart=False)
        while (reply := client.get_control_msg(timeout=TIMEOUT))["parent_header"].get("msg_id") != message:
            pass
        self.assertEqual(reply["content"], {"status": "ok", "restart": False})
        self.wait_for_end(manager)
        self.assertEqual(manager.provisioner.process.returncode, 0)
        with self.assertRaises(ProcessLookupError):
            time.sleep(0.2)
            os.kill(child, 0)
        client.stop_channels()
        manager.cleanup_resources()

    def test_shutdown_comes_through_while_a_cell_runs(self):
        manager, client = start()
        client.execute("while (true) { }")
        time.sleep(1)
        client.shutdown()
        self.wait_for_end(manager)
        client.stop_channels()
        manager.cleanup_resources()

    def test_told_to_end_the_kernel_ends_within_5_s_whatever_a_cell_does(self):
        stubborn = [
            "while (true) { }",
            '[System.Runtime.InteropServices.DllImport("libc")] static extern int pause(); pause();',
            "AppDomain.CurrentDomain.ProcessExit += (_, _) => System.Threading.Thread.Sleep(-1); while (true) { }",
            "var l = new List<object>(); l.Add(l); while (true) display(l);",
            "new System.Threading.Thread(() => { while (true) { } }) { IsBackground = false }.Start(); "
            "while (true) GC.KeepAlive(new byte[1 << 20]);",
            "class Stuck { public int Value { get { while (true) ; } } } display(new Stuck());",
        ]
        # Messages come by the thread pool, which this cell takes; a signal does not.
        starving = (
            "System.Threading.Thread.Sleep(500); "
            "for (var i = 0; i < 3000; i++) _ = Task.Run(() => System.Threading.Thread.Sleep(-1)); "
            "System.Threading.Thread.Sleep(-1);"
        )
        by_message = lambda manager, client: client.shutdown()
        by_signal = lambda manager, client: os.kill(manager.provisioner.process.pid, signal.SIGTERM)
        for code in [*stubborn, starving]:
            for tell in (by_signal,) if code == starving else (by_message, by_signal):
                with self.subTest(code=code):
                    manager, client = start()
                    message = client.execute('Console.Write("here"); ' + code)
                    while (heard := client.get_iopub_msg(timeout=TIMEOUT))["msg_type"] != "stream":
                        pass
                    began = time.monotonic()
                    tell(manager, client)
                    manager.provisioner.process.wait(TIMEOUT)
                    # Twice the promise: other work on the machine has its share of the time.
                    self.assertLess(time.monotonic() - began, 10)
                    client.stop_channels()
                    manager.cleanup_resources()

    def test_a_restart_begins_anew(self):
        manager, client = start()
        client.execute("var before = 1;")
        client.get_shell_msg(timeout=TIMEOUT)
        manager.restart_kernel()
        client.wait_for_ready(timeout=TIMEOUT)
        message = client.execute("before")
        while (reply := client.get_shell_msg(timeout=TIMEOUT))["parent_header"].get("msg_id") != message:
            pass
        self.assertEqual((reply["content"]["status"], reply["content"]["execution_count"]), ("error", 1))
        client.stop_channels()
        manager.shutdown_kernel()

    def test_a_restart_leaves_no_process_and_no_file(self):
        with tempfile.TemporaryDirectory() as folder:
            temporary = os.path.join(folder, "tmp")
            os.mkdir(temporary)
            manager, client = ready(
                KernelManager(kernel_name=KERNEL, connection_file=os.path.join(folder, "kernel.json")),
                env=dict(os.environ, TMPDIR=temporary),
            )
            kernel = manager.provisioner.process.pid
            message = client.execute('System.Diagnostics.Process.Start("sleep", "600").Id')
            while (heard := client.get_iopub_msg(timeout=TIMEOUT))["msg_type"] != "execute_result":
                pass
            child = int(heard["content"]["data"]["text/plain"])
            manager.restart_kernel()
            client.wait_for_ready(timeout=TIMEOUT)
            for process in (kernel, child):
                with self.assertRaises(ProcessLookupError):
                    os.kill(process, 0)
            client.stop_channels()
            manager.shutdown_kernel()
            self.assertEqual(os.listdir(temporary), [])
            self.assertEqual(os.listdir(folder), ["tmp"])

    def test_a_stack_overflow_ends_the_process_and_a_new_one_can_be_started(self):
        manager, client = start()
        # Large frames, of which few are to be unwound.
        client.execute(
            "int Deeper(int i) { Span<byte> room = stackalloc byte[8192]; return Deeper(i + 1) + room[i % 7]; } "
            "Deeper(0)"
        )
        self.wait_for_end(manager)
        self.assertEqual(manager.provisioner.process.returncode, -signal.SIGABRT)
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=TIMEOUT)
        message = client.execute("6 * 7")
        while (reply := client.get_shell_msg(timeout=TIMEOUT))["parent_header"].get("msg_id") != message:
            pass
        self.assertEqual(reply["content"]["status"], "ok")
        client.stop_channels()
        manager.shutdown_kernel()

    def test_memory_that_the_runtime_refuses_fails_the_cell_and_the_kernel_goes_on(self):
        manager, client = start_with(env=dict(os.environ, DOTNET_GCHeapHardLimit="0x18000000"))
        for code, status in (
            ("var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 24]);", "error"),
            ("all.Clear(); 6 * 7", "ok"),
        ):
            message = client.execute(code, stop_on_error=False)
            while (reply := client.get_shell_msg(timeout=TIMEOUT))["parent_header"].get("msg_id") != message:
                pass
            self.assertEqual(reply["content"]["status"], status)
            self.assertIn(reply["content"].get("ename"), (None, "OutOfMemoryException"))
        client.stop_channels()
        manager.shutdown_kernel()

    def test_ipc_is_refused_by_name(self):
        with tempfile.TemporaryDirectory() as folder:
            manager = KernelManager(
                kernel_name=KERNEL,
                transport="ipc",
                ip=os.path.join(folder, "kernel"),
                connection_file=os.path.join(folder, "kernel.json"),
            )
            manager.start_kernel(stderr=subprocess.PIPE, text=True)
            said = manager.provisioner.process.stderr.read()
            self.wait_for_end(manager)
            self.assertEqual(manager.provisioner.process.returncode, 2)
            self.assertIn('the transport "ipc" is not "tcp"', said)
            manager.cleanup_resources()

    def test_a_cell_that_exits_says_so(self):
        manager, client = start()
        message = client.execute("Environment.Exit(3);")
        while (reply := client.get_shell_msg(timeout=TIMEOUT))["parent_header"].get("msg_id") != message:
            pass
        self.assertEqual((reply["content"]["status"], reply["content"]["ename"]), ("error", "ProcessEnded"))
        self.wait_for_end(manager)
        self.assertEqual(manager.provisioner.process.returncode, 3)
        client.stop_channels()
        manager.cleanup_resources()

    def test_a_kernel_whose_client_is_gone_ends(self):
        starter = subprocess.run(
            [
                sys.executable,
                "-c",
                "import os\nfrom jupyter_client.manager import KernelManager\n"
                f"m = KernelManager(kernel_name={KERNEL!r}); m.start_kernel(); c = m.client()\n"
                "c.start_channels(); c.wait_for_ready(timeout=60)\n"
                "print(m.provisioner.process.pid, m.connection_file, flush=True); os._exit(0)",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        kernel, connection_file = starter.stdout.split()
        deadline = time.monotonic() + 10
        while os.path.exists(f"/proc/{kernel}") and time.monotonic() < deadline:
            time.sleep(0.05)
        os.remove(connection_file)
        self.assertFalse(os.path.exists(f"/proc/{kernel}"))

    def test_a_bad_connection_file_is_named(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write('{"ip": "127.0.0.1", "shell_port": "x"}')
            file.flush()
            command = [
                part.replace("{connection_file}", file.name)
                for part in KernelManager(kernel_name=KERNEL).kernel_spec.argv
            ]
            ended = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual(ended.returncode, 2)
            self.assertIn(file.name, ended.stderr)
            self.assertIn("shell_port", ended.stderr)


class Notebooks(unittest.TestCase):
    def notebook(self, *cells):
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
        book.metadata["kernelspec"] = {"name": KERNEL, "display_name": "C#", "language": "C#"}
        return book

    def test_nbclient_runs_a_notebook(self):
        book = self.notebook("var x = 20;", "x + 1", 'Console.Write("done");')
        NotebookClient(book, kernel_name=KERNEL, timeout=TIMEOUT).execute()
        self.assertEqual(book.cells[1].outputs[0].data["text/plain"], "21")
        self.assertEqual(book.cells[2].outputs[0].text, "done")
        self.assertEqual([cell.execution_count for cell in book.cells], [1, 2, 3])

    def test_an_updated_display_is_saved_as_it_is_in_the_end(self):
        book = self.notebook('var shown = display("old");', 'shown.Update("new");')
        NotebookClient(book, kernel_name=KERNEL, timeout=TIMEOUT).execute()
        self.assertEqual([output.data["text/plain"] for output in book.cells[0].outputs], ["new"])

    def test_of_a_progress_bar_nbconvert_saves_the_last_state_only(self):
        bar = """
            for (var i = 0; i <= 100; i += 10)
            {
                Console.Write($"\\r{new string('█', i / 10).PadRight(10, '░')} {i,3}%");
                await Task.Delay(15);
            }
            Console.WriteLine();"""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "bar.ipynb")
            nbformat.write(self.notebook(bar), path)
            for form in ("notebook", "html"):
                subprocess.run(
                    [sys.executable, "-m", "nbconvert", "--to", form, "--execute", "--output", "saved", path],
                    check=True,
                    capture_output=True,
                    text=True,
                )
            saved = nbformat.read(os.path.join(folder, "saved.ipynb"), 4)
            self.assertEqual(saved.cells[0].outputs[0].text, "██████████ 100%\n")
            with open(os.path.join(folder, "saved.html"), encoding="utf-8") as page:
                text = page.read()
            self.assertIn("██████████ 100%", text)
            self.assertNotIn("█░", text)

    def test_nbconvert_executes_a_notebook(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "tiny.ipynb")
            nbformat.write(
                self.notebook(
                    'Enumerable.Range(1, 4).Select(i => i * i).Sum()',
                    'File.Exists("tiny.ipynb")'.replace("File", "System.IO.File"),
                ),
                path,
            )
            subprocess.run(
                [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", path],
                check=True,
                capture_output=True,
                text=True,
            )
            cells = nbformat.read(path, 4).cells
            self.assertEqual(cells[0].outputs[0].data["text/plain"], "30")
            self.assertEqual(cells[1].outputs[0].data["text/plain"], "True")


if __name__ == "__main__":
    unittest.main(verbosity=2)
