// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a compile: sources into the container, what was made of them out of it, and in again.
#include "core/judge/compile_files.h"

#include "core/judge/program_files.h"

#include <cerrno>
#include <map>

#include <sys/mman.h>
#include <unistd.h>

namespace assay::core {

namespace {

using sandbox::BoxFile;

constexpr const char *kBox = "/box";

/// It makes the folder that compilers write to.
constexpr const char *kOutputMarker = "/box/out/.assay";

constexpr std::uint32_t kReproducedModes = 0755; ///< What the helper sets at most.

Result<void> append(int file, const QByteArray &content)
{
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t written =
            ::write(file, content.constData() + done, static_cast<std::size_t>(content.size() - done));
        if (written < 0 && errno != EINTR)
            return fail(Errc::Io, "memfd", errno);
        done += written > 0 ? written : 0;
    }
    return {};
}

/// Whether a file of a listing is a source as it was put there.
bool isUntouched(const BoxFile &file, const QByteArray &content)
{
    return file.size.count == content.size() && file.modified == sandbox::kPutFileTime;
}

} // namespace

Result<void> putSources(sandbox::Container &container, const Submission &submission)
{
    const UniqueFd contents(::memfd_create("assay-sources", MFD_CLOEXEC));
    if (!contents)
        return fail(Errc::Io, "memfd_create", errno);
    std::vector<BoxFile> files;
    Bytes offset;
    for (const auto &source : submission.sources) {
        TRY(append(contents.get(), source.content));
        files.push_back({.path = sourcePath(source), .offset = offset, .size = Bytes{source.content.size()}});
        offset = offset + files.back().size;
    }
    files.push_back({.path = kOutputMarker});
    return container.putFiles(files, contents.get());
}

Result<std::vector<MadeFile>> takeMadeFiles(sandbox::Container &container, const Submission &submission, Bytes most)
{
    std::map<std::string, const QByteArray *> sources;
    for (const auto &source : submission.sources)
        sources.emplace(sourcePath(source), &source.content);
    std::vector<MadeFile> made;
    Bytes total;
    for (BoxFile &file : TRY(container.listFiles(kBox))) {
        file.path = std::string(kBox) + '/' + file.path;
        if (const auto source = sources.find(file.path); source != sources.end()) {
            if (!isUntouched(file, *source->second))
                return fail(Errc::Unsupported, "the compiler changed " + file.path);
            continue;
        }
        total = total + file.size;
        if ((file.mode & ~kReproducedModes) != 0)
            return fail(Errc::Unsupported, "unusual permissions of " + file.path);
        if (total > most)
            return fail(Errc::TooLarge, "what the compiler made");
        UniqueFd content = TRY(container.openFile(file.path));
        made.push_back({.file = std::move(file), .content = std::move(content)});
    }
    return made;
}

} // namespace assay::core
