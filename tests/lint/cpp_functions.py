# SPDX-License-Identifier: GPL-3.0-or-later
# Finds functions and constructors in C++ without compiling it: good enough to measure them.

import re
from dataclasses import dataclass

from source_tree import blank_out

SCOPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:inline\s+)?(?:namespace\b|extern\b\s*\"|(?:typedef\s+)?(?:class|struct|union)\b)", re.DOTALL)
CLASS_NAME = re.compile(r"\b(?:class|struct|union)\s+(?:\[\[[^\]]*\]\]\s*)?(?:alignas\([^)]*\)\s*)?(\w+)")
BEFORE_BODY = re.compile(r"(?:\)|\}|\b(?:const|noexcept|override|final|mutable|try|volatile)|&)\s*$")
MEMBER_LIST = re.compile(r"\)\s*(?:noexcept\s*)?(?:\([^)]*\)\s*)?:(?!:)")


@dataclass
class Function:
    name: str
    line: int
    lines: int


@dataclass
class Constructor:
    name: str
    line: int
    parameters: int


def matching_brace(text, start):
    """Index of the brace that closes the one at start, or the end of the text."""
    depth = 0
    for match in re.finditer(r"[{}]", text[start:]):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return start + match.start()
    return len(text) - 1


def without_parentheses(header):
    """The header with every balanced (…) cut out."""
    while True:
        shorter = re.sub(r"\([^()]*\)", " ", header)
        if shorter == header:
            return header
        header = shorter


def is_initialiser(header):
    """Whether the brace after the header opens a value, not a body."""
    if header.count("(") > header.count(")"):
        return True
    plain = re.sub(r"operator\s*[^\s\w(]+", "operator", without_parentheses(header))
    if "=" in re.sub(r"<[^<>]*>", "", plain):
        return True
    if ")" not in header:
        return True
    return bool(MEMBER_LIST.search(header)) and not BEFORE_BODY.search(header)


def function_name(header):
    before = header.split("(", 1)[0].rstrip()
    operator = re.search(r"((?:\w+::)*operator\s*\S*)$", before)
    if operator:
        return operator.group(1).replace(" ", "")
    named = re.search(r"((?:\w+(?:<[^<>]*>)?::)*~?\w+)$", before)
    return named.group(1) if named else before[-30:]


def count_parameters(header):
    """Parameters of the first parenthesis of the header."""
    depth, count, filled = 0, 0, False
    for character in header[header.index("("):]:
        if character in "([{<":
            depth += 1
        elif character in ")]}>":
            depth -= 1
            if depth == 0:
                break
        elif character == "," and depth == 1:
            count += 1
        if depth >= 1 and not character.isspace() and character != "(":
            filled = True
    return count + 1 if filled else 0


class Reader:
    """Walks one file scope by scope; bodies of functions are measured and skipped."""

    def __init__(self, text):
        self.text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()), blank_out(text),
                           flags=re.MULTILINE)
        self.functions = []
        self.constructors = []

    def line_at(self, index):
        return self.text.count("\n", 0, index) + 1

    def read(self):
        scopes, start, index = [None], 0, 0
        for_braces = re.compile(r"[{};]|\b(?:public|private|protected|Q_SIGNALS|Q_SLOTS|signals)\s*(?:Q_SLOTS\s*)?:(?!:)")
        while match := for_braces.search(self.text, index):
            index, token = match.end(), match.group()
            header = self.text[start:match.start()].strip()
            if token == "{":
                if SCOPE.match(header) and not header.endswith(")"):
                    named = CLASS_NAME.search(header)
                    scopes.append(named.group(1) if named else None)
                elif is_initialiser(header):
                    index = matching_brace(self.text, match.start()) + 1
                    continue
                else:
                    index = self.take_function(header, start, match.start(), scopes[-1])
            elif token == "}":
                if len(scopes) > 1:
                    scopes.pop()
            elif token == ";":
                self.take_constructor(header, start, scopes[-1])
            start = index
        return self

    def take_function(self, header, start, brace, scope):
        end = matching_brace(self.text, brace)
        first = start + len(self.text[start:brace]) - len(self.text[start:brace].lstrip())
        name = function_name(header)
        name = f"{scope}::{name}" if scope else name
        self.functions.append(Function(name, self.line_at(first), self.line_at(end) - self.line_at(first) + 1))
        self.take_constructor(header, start, scope)
        return end + 1

    def take_constructor(self, header, start, scope):
        if not scope or not re.match(rf"(?:(?:explicit|constexpr|inline)\s+)*(?:\[\[\w+\]\]\s*)?{scope}\s*\(", header):
            return
        self.constructors.append(Constructor(scope, self.line_at(start + 1), count_parameters(header)))
