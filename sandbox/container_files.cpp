// SPDX-License-Identifier: GPL-3.0-or-later
// Container: moving many files in at once, and telling what is there.
#include "sandbox/container.h"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

namespace assay::sandbox {

namespace {

/// More than the helper's own bounds allow.
constexpr off_t kMaxListing = static_cast<off_t>(kMaxListedFiles) * (sizeof(FileRecord) + sizeof(FileRequest::path));

void appendBytes(std::string &message, const void *bytes, std::size_t size)
{
    message.append(static_cast<const char *>(bytes), size);
}

Result<std::string> readListing(int fd)
{
    struct stat info{};
    if (::fstat(fd, &info) < 0 || !S_ISREG(info.st_mode) || info.st_size > kMaxListing)
        return fail(Errc::Sandbox, "a listing of files that is too long", errno);
    std::string text(static_cast<std::size_t>(info.st_size), '\0');
    if (::pread(fd, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        return fail(Errc::Sandbox, "reading a listing of files", errno);
    return text;
}

} // namespace

Result<void> Container::putFiles(std::span<const BoxFile> files, int contents)
{
    if (m_scratchUsed)
        TRY(cleanScratch());
    endWarmStarts();
    const int attached[1] = {contents};
    while (!files.empty()) {
        FilesRequest request;
        std::string message(sizeof request, '\0');
        for (const BoxFile &file : files) {
            if (file.path.size() >= sizeof(FileRequest::path))
                return fail(Errc::InvalidArgument, "file path too long for the sandbox: " + file.path.substr(0, 64));
            if (message.size() + sizeof(FileRecord) + file.path.size() > kMaxMessage)
                break; // the rest goes into another message
            const FileRecord record{.offset = static_cast<std::uint64_t>(file.offset.count),
                                    .size = static_cast<std::uint64_t>(file.size.count),
                                    .mode = file.mode,
                                    .pathSize = static_cast<std::uint32_t>(file.path.size())};
            appendBytes(message, &record, sizeof record);
            message += file.path;
            ++request.count;
        }
        std::memcpy(message.data(), &request, sizeof request);
        TRY(ask(std::as_bytes(std::span(message)), attached));
        files = files.subspan(request.count);
    }
    return {};
}

Result<std::vector<BoxFile>> Container::listFiles(const std::string &folder)
{
    FileRequest request{.kind = MessageKind::ListFiles};
    if (folder.size() >= sizeof request.path)
        return fail(Errc::InvalidArgument, "folder path too long for the sandbox");
    std::memcpy(request.path, folder.data(), folder.size());
    auto received = ask(std::as_bytes(std::span(&request, 1)), {});
    if (!received) {
        const int error = received.error().sysErrno;
        if (error == ENOTSUP || error == E2BIG)
            return fail(Errc::Unsupported, received.error().detail, error);
        return std::unexpected(received.error());
    }
    if (received->count != 1)
        return fail(Errc::Sandbox, "no listing came with the reply");
    return parseListing(TRY(readListing(received->at(0))));
}

} // namespace assay::sandbox
