// SPDX-License-Identifier: GPL-3.0-or-later
// Text for a terminal or a pipe: colours and a progress line where a person looks, plain text elsewhere.
#pragma once

#include "base/result.h"
#include "core/lab/lab_session.h"
#include "core/model/verdict.h"
#include "server/assayd/exit_code.h"

#include <string>
#include <string_view>

namespace assay::server {

enum class Style { Plain, Bold, Dim, Good, Bad, Warning };

/// Standard output. Colour only on a terminal, and not when NO_COLOR is set.
[[nodiscard]] std::string painted(std::string_view text, Style style);
/// Goes out at once, also into a pipe.
void printLine(std::string_view text);
/// Nobody reads standard output any more (`| head`): there is no point in going on.
[[nodiscard]] bool outputIsClosed();

/// "assayd: …" on standard error.
void printError(std::string_view text);
/// The error in one line, and the exit code that fits it.
[[nodiscard]] int reportError(const Error &error);

[[nodiscard]] Style styleOf(core::Verdict verdict);

/// The text made as wide as `columns` on the left or right, cut with an ellipsis when longer.
[[nodiscard]] std::string leftAligned(std::string_view text, std::size_t columns);
[[nodiscard]] std::string rightAligned(std::string_view text, std::size_t columns);

/// One line on standard error that is overwritten as work goes on; nothing at all when that is no terminal.
class ProgressLine
{
public:
    ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;
    ~ProgressLine();

    void show(std::string_view label, int done, int total, std::string_view detail);
    void clear();

private:
    bool m_visible = false;
    bool m_dirty = false;
};

/// Shows how far each submission is on that line, which must live longer; ends the judging when nobody reads the output.
[[nodiscard]] core::LabListener progressOn(ProgressLine &line);

} // namespace assay::server
