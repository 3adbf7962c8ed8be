// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to manager and holder, taken apart before anything is done about them. Without effects and without heap.
#include "sandbox/helper/requests.h"

#include <cstring>

namespace assay::sandbox::helper {

namespace {

/// Takes the bytes of a struct off the front. False when there are too few.
template <typename Struct>
bool take(std::span<const std::byte> &bytes, Struct &value)
{
    if (bytes.size() < sizeof value)
        return false;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes = bytes.subspan(sizeof value);
    return true;
}

template <typename Struct>
bool takeWhole(std::span<const std::byte> bytes, Struct &value)
{
    return take(bytes, value) && bytes.empty();
}

/// A value that no message has when it is too short for one.
MessageKind kindOf(std::span<const std::byte> message)
{
    MessageKind kind{~0U};
    (void)take(message, kind);
    return kind;
}

/// Whether the text ends within its array.
template <std::size_t Size>
bool endsWithin(const char (&text)[Size])
{
    return std::memchr(text, 0, Size) != nullptr;
}

bool takeFiles(std::span<const std::byte> message, HolderRequest &request)
{
    FilesRequest files;
    if (!take(message, files))
        return false;
    request.fileCount = files.count;
    request.records = message;
    return true;
}

bool takeFile(std::span<const std::byte> message, FileRequest &file)
{
    return takeWhole(message, file) && endsWithin(file.path);
}

} // namespace

std::optional<ManagerRequest> parseManagerRequest(std::span<const std::byte> message)
{
    ManagerRequest request{.kind = kindOf(message), .container = {}, .policy = {}};
    if (request.kind == MessageKind::CompilePolicy) {
        PolicyRequest policy;
        if (!take(message, policy))
            return std::nullopt;
        request.policy = {reinterpret_cast<const char *>(message.data()), message.size()};
        return request;
    }
    if (request.kind == MessageKind::TryHost) {
        HostTrialRequest trial;
        return takeWhole(message, trial) ? std::optional(request) : std::nullopt;
    }
    const bool isContainer =
        request.kind == MessageKind::CreateContainer || request.kind == MessageKind::DestroyContainer;
    if (!isContainer || !takeWhole(message, request.container) || !endsWithin(request.container.warmFolder))
        return std::nullopt;
    return request;
}

std::optional<HolderRequest> parseHolderRequest(std::span<const std::byte> message)
{
    HolderRequest request;
    request.kind = kindOf(message);
    bool whole = false;
    switch (request.kind) {
    case MessageKind::Reset:
    case MessageKind::Clean:
        whole = takeWhole(message, request.scratch);
        break;
    case MessageKind::Launch:
        whole = takeWhole(message, request.launch);
        break;
    case MessageKind::PutFile:
    case MessageKind::OpenFile:
    case MessageKind::ListFiles:
    case MessageKind::SealBox:
        whole = takeFile(message, request.file);
        break;
    case MessageKind::EndPrograms: {
        EndRequest end;
        whole = takeWhole(message, end);
        break;
    }
    case MessageKind::StartKeeper:
    case MessageKind::StopKeeper: {
        KeeperRequest keeper;
        whole = takeWhole(message, keeper);
        break;
    }
    case MessageKind::PutFiles:
        whole = takeFiles(message, request);
        break;
    case MessageKind::CompilePolicy:
    case MessageKind::CreateContainer:
    case MessageKind::DestroyContainer:
    case MessageKind::TryHost:
    case MessageKind::Run:
    case MessageKind::Kill:
    case MessageKind::AdoptKeeper:
    case MessageKind::WarmUp:
    case MessageKind::Standby:
    case MessageKind::StartWarm:
        break;
    }
    return whole ? std::optional(request) : std::nullopt;
}

std::optional<FilePart> takeFilePart(std::span<const std::byte> &records)
{
    FilePart part;
    if (!take(records, part.record) || part.record.pathSize >= sizeof part.path ||
        part.record.pathSize > records.size())
        return std::nullopt;
    std::memcpy(part.path, records.data(), part.record.pathSize);
    records = records.subspan(part.record.pathSize);
    if (std::memchr(part.path, 0, part.record.pathSize) != nullptr)
        return std::nullopt;
    return part;
}

} // namespace assay::sandbox::helper
