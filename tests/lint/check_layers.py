# SPDX-License-Identifier: GPL-3.0-or-later
# Fails on an include or a linked library against the direction base <- sandbox <- core <- server <- app, and on rings.

import os
import re
import sys

from source_tree import CPP_SUFFIXES, LAYERS, list_own_files, read_text, report, root_argument

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LINK = re.compile(r"target_link_libraries\s*\(\s*([^\s)]+)([^)]*)\)", re.DOTALL)

TARGET_LAYER = {
    "assay_base": "base",
    "assay_sandbox": "sandbox",
    "assay-sandbox": "sandbox",
    "assay_core": "core",
    "assay_api": "server",
    "assay_http": "server",
    "assay_web": "server",
    "assay_webhooks": "server",
    "assayd": "server",
    "assay": "app",
}

QT_HEADER = r"(Qt[A-Z]\w*/.*|Q[A-Z]\w*|q[a-z]+\.h)$"
GUI_HEADER = (
    r"(Qt(Gui|Widgets|Svg|SvgWidgets|PrintSupport|Quick\w*|Qml\w*)(/.*)?"
    r"|Q((Gui)?Application|Widget|MainWindow|Dialog|Image|Pixmap|Icon|Painter\w*|Font\w*|Color|Brush|Pen|Palette|Style\w*"
    r"|Text(Document|Cursor|Edit|Layout|Format|Block|Char\w+|Object)\w*|SyntaxHighlighter|Clipboard|Cursor|Screen|Window"
    r"|Standard\w*Model|Action\w*|Shortcut|KeySequence|Menu\w*|Label|PushButton|ToolBar|ToolButton|LineEdit|PlainTextEdit"
    r"|(List|Table|Tree|Header|Column)(View|Widget)\w*|AbstractItemView|\w*ItemDelegate|\w+Layout|Splitter|StackedWidget"
    r"|Tab\w+|Dock\w*|MessageBox|FileDialog|ProgressBar|Combo\w*|Spin\w*|CheckBox|Scroll\w*|Svg\w+|\w*Event))$"
)
GUI_FREE_EVENTS = ("QEvent", "QTimerEvent", "QChildEvent", "QDynamicPropertyChangeEvent")
NETWORK_HEADER = r"(Qt(Network|WebSockets|HttpServer)(/.*)?|Q(Network|Tcp|Udp|Ssl|Http|WebSocket|Host|Local(Server|Socket)|AbstractSocket)\w*)$"
SQL_HEADER = r"(QtSql(/.*)?|QSql\w*)$"
JSON_HEADER = r"(QtCore/QJson.*|QJson\w*)$"
LOG_HEADER = r"(spdlog/.*|QLoggingCategory|syslog\.h)$"

# Layer, what it may not include from outside, why.
FORBIDDEN_HEADERS = (
    ("base", QT_HEADER, "base knows no Qt"),
    ("sandbox", QT_HEADER, "sandbox knows no Qt"),
    ("base", LOG_HEADER, "base returns errors and never logs"),
    ("sandbox", LOG_HEADER, "sandbox returns errors and never logs"),
    ("core", GUI_HEADER, "core knows no windows"),
    ("server", GUI_HEADER, "server knows no windows"),
    ("core", NETWORK_HEADER, "core knows no network"),
    ("core", SQL_HEADER, "SQL lives in core/store"),
    ("server", SQL_HEADER, "SQL lives in core/store"),
    ("app", SQL_HEADER, "SQL lives in core/store"),
    ("app", JSON_HEADER, "app knows no JSON"),
)
FORBIDDEN_LIBRARIES = (
    ("base", r"(Qt6|KF6)::", "base knows no Qt"),
    ("sandbox", r"(Qt6|KF6)::", "sandbox knows no Qt"),
    ("core", r"(Qt6::(Gui|Widgets|Svg\w*|Network|WebSockets|HttpServer|Quick|Qml)|KF6::)", "core knows no windows, no network"),
    ("server", r"(Qt6::(Gui|Widgets|Svg\w*|Sql|Quick|Qml)|KF6::)", "server knows no windows, no SQL"),
    ("app", r"Qt6::Sql", "app knows no SQL"),
)


def layer_of(name):
    first = name.split("/", 1)[0]
    return first if first in LAYERS else None


def is_above(layer, other):
    """Whether other lies above layer, so that layer may not use it."""
    return layer in LAYERS and other in LAYERS and LAYERS.index(other) > LAYERS.index(layer)


def resolve(name, included, known):
    """The file of the tree that `#include "included"` in the file `name` means; None when it is not of the tree."""
    beside = os.path.normpath(os.path.join(os.path.dirname(name), included))
    return next((path for path in (included, beside) if path in known), None)


def check_outside_header(name, layer, header):
    if header in GUI_FREE_EVENTS:
        return
    for forbidden_in, pattern, why in FORBIDDEN_HEADERS:
        if layer == forbidden_in and re.match(pattern, header):
            if pattern == SQL_HEADER and name.startswith("core/store/"):
                continue
            yield f"{name}: includes <{header}>: {why}"


def check_own_header(name, layer, target):
    other = layer_of(target)
    if layer and is_above(layer, other):
        yield f"{name}: includes {target}: {layer} lies below {other}"
    if layer and target.startswith("tests/"):
        yield f"{name}: includes {target}: the product knows no tests"
    if layer == "app" and other == "sandbox":
        yield f"{name}: includes {target}: app knows no types of the sandbox"


def find_ring(graph):
    """One ring of the include graph as a list of files, or None. Iterative depth-first search."""
    done = set()
    for start in graph:
        if start in done:
            continue
        path, waiting = [start], [iter(graph[start])]
        on_path = {start}
        while path:
            following = next(waiting[-1], None)
            if following is None:
                done.add(path[-1])
                on_path.discard(path.pop())
                waiting.pop()
            elif following in on_path:
                return path[path.index(following):] + [following]
            elif following not in done:
                path.append(following)
                on_path.add(following)
                waiting.append(iter(graph[following]))
    return None


def check_includes(root):
    names = list_own_files(root, CPP_SUFFIXES)
    known = set(names)
    graph = {name: [] for name in names}
    problems = []
    for name in names:
        layer = layer_of(name)
        for quoted, angled in INCLUDE.findall(BLOCK_COMMENT.sub("", read_text(root, name))):
            target = resolve(name, quoted or angled, known)
            if target:
                graph[name].append(target)
                problems += check_own_header(name, layer, target)
            else:
                problems += check_outside_header(name, layer, quoted or angled)
    while ring := find_ring(graph):
        problems.append("include ring: " + " -> ".join(ring))
        graph[ring[-2]].remove(ring[-1])
    return problems, len(names)


def check_links(root):
    problems = []
    names = [name for name in list_own_files(root, ("CMakeLists.txt", ".cmake")) if layer_of(name)]
    for name in names:
        text = re.sub(r"#[^\n]*", "", read_text(root, name))
        for target, libraries in LINK.findall(text):
            layer = TARGET_LAYER.get(target, layer_of(name))
            for library in libraries.split():
                other = TARGET_LAYER.get(library)
                if is_above(layer, other):
                    problems.append(f"{name}: {target} links {library}: {layer} lies below {other}")
                for forbidden_in, pattern, why in FORBIDDEN_LIBRARIES:
                    if layer == forbidden_in and re.match(pattern, library):
                        problems.append(f"{name}: {target} links {library}: {why}")
    return problems, len(names)


def main():
    root = root_argument()
    include_problems, sources = check_includes(root)
    link_problems, lists = check_links(root)
    return report(include_problems + link_problems, sources + lists)


if __name__ == "__main__":
    sys.exit(main())
