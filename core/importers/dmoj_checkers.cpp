// SPDX-License-Identifier: GPL-3.0-or-later
// DMOJ's checkers as an output validator of ours.
#include "core/importers/dmoj_checkers.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

constexpr std::array kNames = {"standard",  "easy",   "floats",    "floatsabs", "floatsrel",
                               "identical", "sorted", "unordered", "rstripped"};

// What each accepts is what DMOJ's documentation, "Custom checkers", says of it.
constexpr const char *kScript = R"(# Made by an import: compares as the checkers of the DMOJ judge do.
# Called as: input answer feedback_dir CHECKER [NAME=VALUE]... < output
import re
import sys
from collections import Counter


def lines(text):
    return [line for line in re.split(rb"[\r\n]", text) if line]


def standard(output, answer, options):
    def rows(text):
        return [row for row in (line.split() for line in re.split(rb"[\r\n]", text)) if row]
    return rows(output) == rows(answer)


def easy(output, answer, options):
    def letters(text):
        return Counter(re.sub(rb"\s+", b"", text).lower())
    return letters(output) == letters(answer)


def near(got, wanted, epsilon, mode):
    absolute = abs(got - wanted) <= epsilon
    if mode == "absolute":
        return absolute
    bounds = sorted((wanted * (1 - epsilon), wanted * (1 + epsilon)))
    relative = bounds[0] <= got <= bounds[1]
    if mode == "relative":
        return relative
    return absolute or (abs(wanted) >= epsilon and abs(1 - got / wanted) <= epsilon)


def floats(output, answer, options):
    epsilon = 10 ** -int(options.get("precision", "6"))
    got, wanted = lines(output), lines(answer)
    if len(got) != len(wanted):
        return False
    for got_line, wanted_line in zip(got, wanted):
        got_line, wanted_line = got_line.split(), wanted_line.split()
        if len(got_line) != len(wanted_line):
            return False
        for one, other in zip(got_line, wanted_line):
            try:
                number = float(other)
            except ValueError:
                if one != other:
                    return False
                continue
            try:
                if not near(float(one), number, epsilon, options.get("error_mode", "default")):
                    return False
            except (ValueError, OverflowError):
                return False
    return True


def identical(output, answer, options):
    return output == answer


def in_any_order(output, answer, options):
    def parts(text):
        if options.get("split_on", "lines") == "whitespace":
            return sorted(text.split())
        return sorted(line.split() for line in lines(text))
    return parts(output) == parts(answer)


def rstripped(output, answer, options):
    def rows(text):
        return [line.rstrip() for line in re.split(rb"[\r\n]", text)]
    return rows(output) == rows(answer)


CHECKERS = {
    "standard": (standard, {}),
    "easy": (easy, {}),
    "floats": (floats, {}),
    "floatsabs": (floats, {"error_mode": "absolute"}),
    "floatsrel": (floats, {"error_mode": "relative"}),
    "identical": (identical, {}),
    "sorted": (in_any_order, {}),
    "unordered": (in_any_order, {"split_on": "whitespace"}),
    "rstripped": (rstripped, {}),
}

check, options = CHECKERS[sys.argv[4]]
options = {**options, **dict(option.split("=", 1) for option in sys.argv[5:])}
with open(sys.argv[2], "rb") as answer:
    accepted = check(sys.stdin.buffer.read(), answer.read(), options)
sys.exit(42 if accepted else 43)
)";

} // namespace

QByteArray dmojCheckerScript()
{
    return kScript;
}

bool isDmojChecker(const QString &name)
{
    return std::ranges::any_of(kNames, [&name](const char *known) { return name == QLatin1StringView{known}; });
}

} // namespace assay::core
