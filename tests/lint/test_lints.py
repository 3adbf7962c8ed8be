# SPDX-License-Identifier: GPL-3.0-or-later
# Shows on small throw-away trees that each lint fails on what it forbids and passes on a clean tree.

import contextlib
import importlib
import io
import os
import sys
import tempfile
import unittest
from unittest import mock

HEAD = "// SPDX-License-Identifier: GPL-3.0-or-later\n// What it holds.\n"

CLEAN = {
    "base/result.h": "#pragma once\n",
    "base/CMakeLists.txt": "add_library(assay_base)\n",
    "sandbox/run_spec.h": '#include "base/result.h"\n',
    "sandbox/CMakeLists.txt": "target_link_libraries(assay_sandbox PUBLIC assay_base)\n",
    "core/engine.h": '#include "base/result.h"\n#include <QString>\n#include <QEvent>\n',
    "core/engine.cpp": '#include "core/engine.h"\n#include "sandbox/run_spec.h"\n',
    "core/store/store.cpp": "#include <QSqlQuery>\n",
    "core/CMakeLists.txt": "target_link_libraries(assay_core PUBLIC assay_base Qt6::Core PRIVATE assay_sandbox Qt6::Sql)\n",
    "server/routes.cpp": '#include "core/engine.h"\n#include <QTcpSocket>\n#include <QJsonObject>\n',
    "app/page.h": '#include "core/engine.h"\n#include <QWidget>\n',
    "app/CMakeLists.txt": "target_link_libraries(assay PRIVATE assay_core Qt6::Widgets)\n",
}


def run_lint(script, files):
    """Exit code and output of a lint over a tree of {path: text}."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        output = io.StringIO()
        with (
            mock.patch.object(sys, "argv", [script, root]),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            code = importlib.import_module(script).main()
        return code, output.getvalue()


class LintTest(unittest.TestCase):
    script = ""

    def assert_passes(self, files):
        self.assertEqual(run_lint(self.script, files), (0, ""))

    def assert_fails(self, files, expected):
        code, output = run_lint(self.script, files)
        self.assertEqual(code, 1, output)
        self.assertIn(expected, output)
        self.assertEqual(output.count("\n"), 1, output)


class Layers(LintTest):
    script = "check_layers"

    def assert_addition_fails(self, name, line, expected):
        self.assert_fails({**CLEAN, name: CLEAN.get(name, "") + line + "\n"}, expected)

    def test_clean_tree_passes(self):
        self.assert_passes(CLEAN)

    def test_upward_include_fails(self):
        for name, header in (
            ("base/clock.cpp", "sandbox/run_spec.h"),
            ("sandbox/sandbox.cpp", "core/engine.h"),
            ("core/judge/judge_worker.cpp", "app/page.h"),
            ("server/listener.cpp", "app/page.h"),
        ):
            with self.subTest(name):
                self.assert_addition_fails(name, f'#include "{header}"', "lies below")

    def test_upward_include_by_relative_path_fails(self):
        self.assert_addition_fails("base/clock.cpp", '#include "../core/engine.h"', "base lies below core")

    def test_upward_include_by_angle_brackets_fails(self):
        self.assert_addition_fails("base/clock.cpp", "#include <core/engine.h>", "base lies below core")

    def test_include_in_a_comment_passes(self):
        self.assert_passes({**CLEAN, "base/clock.cpp": '/*\n#include "core/engine.h"\n*/\n// #include <QString>\n'})

    def test_ring_of_two_fails(self):
        files = {**CLEAN, "core/a.h": '#include "core/b.h"\n', "core/b.h": '#include "core/a.h"\n'}
        self.assert_fails(files, "include ring: core/a.h -> core/b.h -> core/a.h")

    def test_ring_of_three_in_one_folder_fails(self):
        files = {**CLEAN, "app/a.h": '#include "b.h"\n', "app/b.h": '#include "c.h"\n', "app/c.h": '#include "a.h"\n'}
        self.assert_fails(files, "include ring")

    def test_two_rings_are_both_named(self):
        files = {"core/a.h": '#include "core/a.h"\n', "core/b.h": '#include "core/b.h"\n'}
        self.assertEqual(run_lint(self.script, files)[1].count("include ring"), 2)

    def test_qt_below_core_fails(self):
        self.assert_addition_fails("base/units.h", "#include <QString>", "base knows no Qt")
        self.assert_addition_fails("sandbox/sandbox.h", "#include <QtCore/qglobal.h>", "sandbox knows no Qt")
        self.assert_addition_fails("sandbox/helper/main.cpp", "#include <QFile>", "sandbox knows no Qt")

    def test_windows_below_app_fail(self):
        for header in ("QWidget", "QImage", "QtGui/QColor", "QtWidgets/qwidget.h", "QPlainTextEdit", "QKeyEvent"):
            with self.subTest(header):
                self.assert_addition_fails("core/engine.cpp", f"#include <{header}>", "core knows no windows")
                self.assert_addition_fails("server/routes.cpp", f"#include <{header}>", "server knows no windows")

    def test_network_in_core_fails(self):
        self.assert_addition_fails("core/engine.cpp", "#include <QTcpServer>", "core knows no network")

    def test_sql_outside_the_store_fails(self):
        for name in ("core/engine.cpp", "server/routes.cpp", "app/page.h"):
            with self.subTest(name):
                self.assert_addition_fails(name, "#include <QSqlDatabase>", "SQL lives in core/store")

    def test_json_in_app_fails(self):
        self.assert_addition_fails("app/page.h", "#include <QJsonObject>", "app knows no JSON")

    def test_sandbox_types_in_app_fail(self):
        self.assert_addition_fails("app/page.h", '#include "sandbox/run_spec.h"', "app knows no types of the sandbox")

    def test_logging_in_sandbox_fails(self):
        self.assert_addition_fails("sandbox/run.cpp", "#include <spdlog/spdlog.h>", "never logs")

    def test_product_including_a_test_fails(self):
        files = {**CLEAN, "tests/fake_clock.h": "", "core/engine.h": '#include "tests/fake_clock.h"\n'}
        self.assert_fails(files, "the product knows no tests")

    def test_upward_link_fails(self):
        self.assert_addition_fails(
            "base/CMakeLists.txt", "target_link_libraries(assay_base\n  PUBLIC assay_core)", "assay_base links assay_core"
        )
        self.assert_addition_fails("core/CMakeLists.txt", "target_link_libraries(x PRIVATE assay_api)", "x links assay_api")

    def test_forbidden_library_fails(self):
        self.assert_addition_fails(
            "sandbox/helper/CMakeLists.txt", "target_link_libraries(assay-sandbox Qt6::Core)", "sandbox knows no Qt"
        )
        self.assert_addition_fails("core/x.cmake", "target_link_libraries(assay_core PUBLIC Qt6::Gui)", "core knows no windows")
        self.assert_addition_fails("app/CMakeLists.txt", "target_link_libraries(assay PRIVATE Qt6::Sql)", "app knows no SQL")

    def test_link_in_a_comment_passes(self):
        self.assert_passes({**CLEAN, "base/x.cmake": "# target_link_libraries(assay_base PUBLIC assay_core)\n"})


class Sizes(LintTest):
    script = "check_sizes"
    exceptions = "tests/lint/size_exceptions.txt"

    @staticmethod
    def function(lines, head="int f(int a)"):
        return head + "\n{\n" + "    work();\n" * (lines - 3) + "}\n"

    def test_sizes_at_the_limits_pass(self):
        self.assert_passes({"core/a.cpp": self.function(60), "core/b.cpp": "\n" * 400})

    def test_long_file_fails(self):
        self.assert_fails({"core/a.cpp": "\n" * 401}, "file has 401 lines, 400 are allowed")

    def test_long_function_fails(self):
        self.assert_fails({"core/a.cpp": "int x;\n" + self.function(61)}, "core/a.cpp:2: function f has 61 lines")

    def test_long_methods_and_constructors_fail(self):
        for head, name in (
            ("Result<int> Store::open(const Path &path) const", "Store::open"),
            ("template <typename T>\nauto Store::get() -> Result<T>", "Store::get"),
            ("Page::Page(Engine &engine)\n    : m_a(engine)\n    , m_b{1}", "Page::Page"),
            ("bool A::operator==(const A &other) const noexcept", "A::operator=="),
        ):
            with self.subTest(head):
                self.assert_fails({"core/a.cpp": "namespace a {\n" + self.function(61, head) + "}\n"}, f"function {name} has")

    def test_long_method_inside_a_class_fails(self):
        self.assert_fails({"core/a.h": "class A : public B\n{\npublic:\n" + self.function(61) + "};\n"}, "function A::f has 61")

    def test_long_tables_and_classes_pass(self):
        rows = '    {"a", 1},\n' * 100
        self.assert_passes({
            "core/a.cpp": "constexpr Row kRows[] = {\n" + rows + "};\n",
            "core/b.cpp": "const auto table = makeTable({\n" + rows + "});\n",
            "core/c.h": "struct S {\n" + "    int x = 0;\n" * 100 + "    void f();\n};\n",
        })

    def test_braces_in_text_do_not_count(self):
        self.assert_passes({"core/a.cpp": 'int f()\n{\n    g("{", \'{\', u\'{\', R"({{)"); // {\n}\n' + "int x;\n" * 100})

    def test_constructor_with_seven_parameters_fails(self):
        text = "class A\n{\npublic:\n    explicit A(int a, std::map<int, int> b, int c, int d, int e, int f{});\n};\n"
        self.assert_passes({"core/a.h": text})
        self.assert_fails({"core/a.h": text.replace("int c", "int c, int c2")}, "constructor A has 7 parameters")

    def test_long_python_and_shell_functions_fail(self):
        self.assert_fails({"tests/a.py": "def f():\n" + "    x = 1\n" * 60}, "function f has 61 lines")
        self.assert_fails({"tests/a.sh": "f() {\n" + "    x=1\n" * 60 + "}\n"}, "function f has 62 lines")

    def test_exception_allows_its_size_and_no_more(self):
        files = {"core/a.cpp": self.function(70), self.exceptions: "# why\nfunction core/a.cpp f 70\n"}
        self.assert_passes(files)
        self.assert_fails({**files, "core/a.cpp": self.function(71)}, "function f has 71 lines, 70 are allowed")

    def test_exception_larger_than_needed_fails(self):
        files = {"core/a.cpp": self.function(65), self.exceptions: "function core/a.cpp f 70\n"}
        self.assert_fails(files, "has shrunk: write 65 instead of 70")

    def test_needless_exception_fails(self):
        self.assert_fails({self.exceptions: "file core/gone.cpp 500\n"}, "no exception any more")
        self.assert_fails({"core/a.cpp": "\n" * 300, self.exceptions: "file core/a.cpp 500\n"}, "no exception any more")


class Text(LintTest):
    script = "check_text"

    def test_clean_files_pass(self):
        self.assert_passes({
            "core/a.h": HEAD + "#pragma once\n",
            "core/CMakeLists.txt": "# SPDX-License-Identifier: GPL-3.0-or-later\nadd_library(a)\n",
            "packaging/run": "#!/bin/bash\n# SPDX-License-Identifier: GPL-3.0-or-later\n# Runs.\n",
            "resources/problems/hello/a.cpp": "int main() {} ",
            "README.md": "# Assay\n",
        })

    def test_missing_licence_fails(self):
        self.assert_fails({"core/a.h": "// What it holds.\n#pragma once\n"}, "core/a.h:1: the first line must say SPDX")
        self.assert_fails({"packaging/run": "#!/bin/bash\n# Runs.\n"}, "the first line must say SPDX")

    def test_missing_first_comment_fails(self):
        self.assert_fails({"core/a.h": HEAD.split("\n")[0] + "\n#pragma once\n"}, "must say what the file holds")

    def test_stray_space_fails(self):
        self.assert_fails({"core/a.h": HEAD + "int a; \n"}, "core/a.h:3: white space")
        self.assert_fails({"core/a.h": HEAD + "int a;"}, "the last line does not end")
        self.assert_fails({"core/a.h": HEAD + "int a;\n\n"}, "empty lines at the end")
        self.assert_fails({"README.md": "# Assay\r\n"}, "white space")


if __name__ == "__main__":
    unittest.main()
