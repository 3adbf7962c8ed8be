// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: messages to manager, holder and launcher, taken apart. The first byte says to whom.
#include "sandbox/helper/program.h"
#include "sandbox/helper/requests.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstring>
#include <memory>
#include <span>

using namespace assay::sandbox;
using namespace assay::sandbox::helper;
using assay::fuzz::require;

namespace {

enum class Receiver : unsigned char { Manager, Holder, Launcher };

bool isWithin(const void *part, std::size_t size, std::span<const std::byte> whole)
{
    const auto *start = static_cast<const std::byte *>(part);
    return start >= whole.data() && start + size <= whole.data() + whole.size();
}

/// That it ends within the message.
void requireString(const char *text, std::span<const std::byte> message)
{
    require(text != nullptr && isWithin(text, 1, message));
    const auto left = static_cast<std::size_t>(reinterpret_cast<const char *>(message.data() + message.size()) - text);
    require(std::memchr(text, 0, left) != nullptr);
}

void toManager(std::span<const std::byte> message)
{
    const auto request = parseManagerRequest(message);
    if (request && request->kind == MessageKind::CompilePolicy)
        require(request->policy.empty() || isWithin(request->policy.data(), request->policy.size(), message));
}

void toHolder(std::span<const std::byte> message)
{
    const auto request = parseHolderRequest(message);
    if (!request)
        return;
    require(std::memchr(request->file.path, 0, sizeof request->file.path) != nullptr);
    auto records = request->records;
    for (std::uint32_t i = 0; i < request->fileCount; ++i) {
        const auto before = records.size();
        const auto part = takeFilePart(records);
        if (!part)
            break;
        require(records.size() < before && std::strlen(part->path) == part->record.pathSize);
    }
}

void toLauncher(std::span<std::byte> message)
{
    static Program program;
    if (!parseProgram(message, program))
        return;
    require(program.request.argumentCount > 0);
    requireString(program.workFolder, message);
    for (std::uint32_t i = 0; i < program.request.argumentCount; ++i)
        requireString(program.arguments[i], message);
    for (std::uint32_t i = 0; i < program.request.environmentCount; ++i)
        requireString(program.environment[i], message);
    require(program.arguments[program.request.argumentCount] == nullptr &&
            program.environment[program.request.environmentCount] == nullptr);
}

template <typename Struct>
std::string bytesOf(const Struct &value)
{
    return {reinterpret_cast<const char *>(&value), sizeof value};
}

std::string to(Receiver receiver, const std::string &message)
{
    return std::string(1, static_cast<char>(receiver)) + message;
}

FileRequest fileRequest(MessageKind kind, const char *path)
{
    FileRequest request{.kind = kind};
    std::strncpy(request.path, path, sizeof request.path - 1);
    return request;
}

std::string filesRequest()
{
    std::string message = bytesOf(FilesRequest{.count = 2});
    for (const std::string path : {"/box/main.cpp", "/box/lib/a.h"})
        message += bytesOf(FileRecord{.size = 10, .pathSize = static_cast<std::uint32_t>(path.size())}) + path;
    return message;
}

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    using namespace std::string_literals;
    return {
        {"policy", to(Receiver::Manager, bytesOf(PolicyRequest{}) + "read\nwrite\n")},
        {"create", to(Receiver::Manager, bytesOf(ContainerRequest{.index = 3}))},
        {"destroy",
         to(Receiver::Manager, bytesOf(ContainerRequest{.kind = MessageKind::DestroyContainer, .index = 3}))},
        {"try_host", to(Receiver::Manager, bytesOf(HostTrialRequest{}))},
        {"reset", to(Receiver::Holder, bytesOf(ScratchRequest{.boxBytes = 1, .workBytes = 2, .inodes = 3}))},
        {"launch", to(Receiver::Holder, bytesOf(LaunchRequest{}))},
        {"put", to(Receiver::Holder, bytesOf(fileRequest(MessageKind::PutFile, "/box/main.py")))},
        {"list", to(Receiver::Holder, bytesOf(fileRequest(MessageKind::ListFiles, "/box")))},
        {"put_files", to(Receiver::Holder, filesRequest())},
        {"run", to(Receiver::Launcher, bytesOf(RunRequest{.argumentCount = 2, .environmentCount = 1}) +
                                           "/w\0/box/main\0x\0PATH=/usr/bin\0"s)},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    // A copy of just that size, so that a step beyond its end is seen; aligned as a receive buffer is.
    const std::size_t length = size - 1;
    const std::unique_ptr<std::byte[]> copy(new std::byte[length]);
    std::memcpy(copy.get(), data + 1, length);
    const std::span<std::byte> message(copy.get(), length);
    switch (static_cast<Receiver>(data[0] % 3)) {
    case Receiver::Manager:
        toManager(message);
        break;
    case Receiver::Holder:
        toHolder(message);
        break;
    case Receiver::Launcher:
        toLauncher(message);
        break;
    }
    return 0;
}
