// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to manager and holder, taken apart before anything is done about them. Without effects and without heap.
#pragma once

#include "sandbox/helper_protocol.h"

#include <optional>
#include <span>
#include <string_view>

namespace assay::sandbox::helper {

/// The part that belongs to the kind is filled in.
struct ManagerRequest {
    MessageKind kind{};
    ContainerRequest container; ///< Its folder ends within the array.
    std::string_view policy; ///< Leads into the message.
};

/// Nothing when it is not a request to the manager, whole and no more.
[[nodiscard]] std::optional<ManagerRequest> parseManagerRequest(std::span<const std::byte> message);

struct HolderRequest {
    MessageKind kind{};
    ScratchRequest scratch;
    LaunchRequest launch;
    FileRequest file;                   ///< Its path ends within the array.
    std::uint32_t fileCount = 0;        ///< PutFiles: how many records there are to take.
    std::span<const std::byte> records; ///< Leads into the message.
};

/// Nothing when it is not a request to a holder, whole and, but for the records of PutFiles, no more.
[[nodiscard]] std::optional<HolderRequest> parseHolderRequest(std::span<const std::byte> message);

struct FilePart {
    FileRecord record;
    char path[sizeof(FileRequest::path)] = {}; ///< Ends within the array.
};

/// Takes the first record and its path off `records`. Nothing when they are cut, or the path holds a NUL.
[[nodiscard]] std::optional<FilePart> takeFilePart(std::span<const std::byte> &records);

} // namespace assay::sandbox::helper
