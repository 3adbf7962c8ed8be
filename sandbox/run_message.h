// SPDX-License-Identifier: GPL-3.0-or-later
// A RunSpec as a message to the helper.
#pragma once

#include "base/result.h"
#include "sandbox/helper_protocol.h"
#include "sandbox/run_spec.h"

#include <cstddef>
#include <span>
#include <string>

namespace assay::sandbox {

template <typename Struct>
std::span<const std::byte> bytesOf(const Struct &value)
{
    return std::as_bytes(std::span<const Struct, 1>(&value, 1));
}

/// The numbers of it.
[[nodiscard]] RunRequest runRequest(const RunSpec &spec, MessageKind kind);

/// The request with the strings of the spec behind it. Errors: InvalidArgument.
[[nodiscard]] Result<std::string> runMessage(const RunSpec &spec, const RunRequest &request);

} // namespace assay::sandbox
