// SPDX-License-Identifier: GPL-3.0-or-later
// The name under which what a compiler made is kept. Pure.
#pragma once

#include "core/model/limits.h"
#include "core/model/submission.h"

#include <QByteArray>

#include <string>
#include <vector>

namespace assay::core {

/// All that decides what a compiler makes: whoever has all of it in common has the result in common.
struct CompileKeyParts {
    QString language; ///< Its id.
    QList<SourceFile> sources; ///< In this order.
    QString entryPoint;
    std::vector<std::string> command; ///< With all placeholders replaced.
    std::vector<std::string> environment;
    QString toolchain; ///< Its fingerprint.
    std::string policy; ///< The text of the compiler's system call policy.
    Limits limits; ///< Only those of compiling count.
};

/// SHA-256, hexadecimal.
[[nodiscard]] QByteArray compileKey(const CompileKeyParts &parts);

} // namespace assay::core
