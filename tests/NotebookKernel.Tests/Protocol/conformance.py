"""Jupyter's own conformance suite, with samples for all that it can check. The kernel's name is in CSHARP_KERNEL."""

import os
import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["CSHARP_KERNEL"]
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oh no");'
    code_page_something = "Math.Max?"
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_display_data = [
        {"code": 'display(HTML("<b>bold</b>"));', "mime": "text/html"},
        {"code": '"# Title".DisplayAs("text/markdown");', "mime": "text/markdown"},
    ]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"six" + "seven"', "result": "sixseven"},
        {"code": "Enumerable.Range(1, 3).Sum()", "result": "6"},
    ]
    completion_samples = [
        {"text": "Console.Writ", "matches": ["Write", "WriteLine"]},
        {"text": "#!lsm", "matches": ["#!lsmagic"]},
        {"text": "names", "matches": ["namespace"]},
    ]
    complete_code_samples = ["", "1 + 1", "var x = 1;", "void F() { }", "class A\n{\n}", "// nothing", "#!lsmagic"]
    incomplete_code_samples = ["void F() {", "class A\n{", "Math.Max(1,", "if (true)", 'var s = @"one', "/* begun"]
    invalid_code_samples = ["1 1", "int = 3;", "}"]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Max"
    code_clear_output = "ClearOutput();"


if __name__ == "__main__":
    unittest.main(verbosity=2)
