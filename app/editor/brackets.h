// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the bracket that belongs to the one at the caret.
#pragma once

#include <QTextBlock>

#include <functional>
#include <optional>

class QTextDocument;

namespace assay::app {

struct BracketPair {
    int first = -1;  ///< Position in the document of the bracket at the caret.
    int second = -1; ///< Of its partner; -1 when there is none within reach.
    bool fits = false;

    bool operator==(const BracketPair &) const = default;
};

/// Whether the character at that offset of the block is code, not part of a string or a comment.
using IsCode = std::function<bool(const QTextBlock &block, int offset)>;

/// The pair for a caret at `position`: the bracket behind the caret first, then the one before it. Looks no further
/// than 100,000 characters, so that a key press stays fast in a huge file.
[[nodiscard]] std::optional<BracketPair> findBrackets(const QTextDocument &document, int position,
                                                      const IsCode &isCode);

} // namespace assay::app
