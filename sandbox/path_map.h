// SPDX-License-Identifier: GPL-3.0-or-later
// PathMap: /box, /w and /tmp as a container without a mount namespace has them, in a folder on the host; /toolchain is the
// host's root there.
#pragma once

#include "sandbox/run_spec.h"

#include <string>
#include <string_view>

namespace assay::sandbox {

/// `text` with /box, /w and /tmp put below `folder`, and /toolchain taken off. A path counts at the start of the text or behind '=', ':' or ',',
/// and only as a whole: /work and /tmpfs are something else. An empty folder changes nothing.
[[nodiscard]] std::string mappedInto(std::string_view folder, std::string_view text);

/// The same for the command line, the environment and the work folder. TMPDIR is set unless it is there: /tmp, which
/// programs take to exist, is not theirs.
[[nodiscard]] RunSpec mappedInto(std::string_view folder, const RunSpec &spec);

/// `text` as a person should see it: the folder's own name taken out.
[[nodiscard]] std::string mappedBack(std::string_view folder, std::string text);

} // namespace assay::sandbox
