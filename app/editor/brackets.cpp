// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the bracket that belongs to the one at the caret.
#include "app/editor/brackets.h"

#include <QTextDocument>

namespace assay::app {

namespace {

constexpr int kReach = 100'000;
constexpr QStringView kOpening = u"([{";
constexpr QStringView kClosing = u")]}";

/// Walks from a bracket in `direction` until its nesting is closed.
BracketPair match(const QTextDocument &document, int position, int direction, const IsCode &isCode)
{
    const auto own = document.characterAt(position);
    const auto same = direction > 0 ? kOpening : kClosing;
    const auto other = direction > 0 ? kClosing : kOpening;
    const auto partner = other[same.indexOf(own)];
    int depth = 0;
    auto block = document.findBlock(position);
    auto offset = position - block.position();
    auto text = block.text();
    for (int walked = 0; walked < kReach; ++walked) {
        const auto ch = text.at(offset);
        if ((same.contains(ch) || other.contains(ch)) && isCode(block, offset)) {
            depth += same.contains(ch) ? 1 : -1;
            if (depth == 0)
                return {.first = position, .second = block.position() + offset, .fits = ch == partner};
        }
        offset += direction;
        while (offset < 0 || offset >= text.size()) {
            block = direction > 0 ? block.next() : block.previous();
            if (!block.isValid())
                return {.first = position};
            text = block.text();
            offset = direction > 0 ? 0 : static_cast<int>(text.size()) - 1;
            ++walked;
        }
    }
    return {.first = position, .second = -1, .fits = true};
}

} // namespace

std::optional<BracketPair> findBrackets(const QTextDocument &document, int position, const IsCode &isCode)
{
    for (const auto at : {position, position - 1}) {
        if (at < 0)
            continue;
        const auto ch = document.characterAt(at);
        const auto opens = kOpening.contains(ch);
        if (!opens && !kClosing.contains(ch))
            continue;
        const auto block = document.findBlock(at);
        if (!isCode(block, at - block.position()))
            continue;
        return match(document, at, opens ? 1 : -1, isCode);
    }
    return std::nullopt;
}

} // namespace assay::app
