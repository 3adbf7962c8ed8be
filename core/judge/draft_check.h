// SPDX-License-Identifier: GPL-3.0-or-later
// Which submission drafts are taken in. Pure: what is known about problem and language comes as values.
#pragma once

#include "base/result.h"
#include "core/model/language.h"
#include "core/model/submission.h"

#include <optional>

namespace assay::core {

/// `language` is null for one that does not exist; `codeLimit` is that of all sources together.
/// Errors: InvalidArgument, Unsupported (language not installed here), TooLarge.
[[nodiscard]] Result<void> checkDraft(const SubmissionDraft &draft, const LanguageStatus *language, Bytes codeLimit);

/// A name that is safe to lie in a folder and to stand on a compiler's command line: relative, '/' between folders,
/// printable, no component that is "." or "..", none that begins like an option ("-") or a response file ("@").
/// Errors: InvalidArgument.
[[nodiscard]] Result<void> checkFileName(const QString &name);

} // namespace assay::core
