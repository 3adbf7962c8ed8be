// SPDX-License-Identifier: GPL-3.0-or-later
// CompileCache: what compilers made, kept on disk for the same sources under the same toolchain.
#include "core/judge/compile_cache.h"

#include "core/judge/compile_entry_file.h"
#include "core/log_categories.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include <fcntl.h>
#include <sys/stat.h>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostUnwritten = 32;
/// Other engines write to the folder as well: now and then it is counted anew.
constexpr int kKeptBetweenTrims = 256;
/// A file under way that is older than this belongs to nobody any more.
constexpr std::chrono::hours kPendingAge{1};

struct FoundEntry {
    fs::path path;
    std::int64_t size = 0;
    timespec used{}; ///< Its time of modification: set anew whenever it is found.
};

bool wasUsedBefore(const FoundEntry &a, const FoundEntry &b)
{
    return std::pair(a.used.tv_sec, a.used.tv_nsec) < std::pair(b.used.tv_sec, b.used.tv_nsec);
}

bool isAbandoned(const struct stat &info)
{
    return std::chrono::seconds(::time(nullptr) - info.st_mtim.tv_sec) > kPendingAge;
}

/// Entries lie in 256 folders named by the first two digits of their key.
std::vector<FoundEntry> entriesIn(const fs::path &folder)
{
    std::vector<FoundEntry> found;
    std::error_code error;
    for (auto item = fs::recursive_directory_iterator(folder, error); !error && item != fs::end(item);
         item.increment(error)) {
        struct stat info{};
        if (::lstat(item->path().c_str(), &info) != 0 || !S_ISREG(info.st_mode))
            continue;
        if (!item->path().filename().native().starts_with(kPendingPrefix))
            found.push_back({.path = item->path(), .size = info.st_size, .used = info.st_mtim});
        else if (isAbandoned(info))
            ::unlink(item->path().c_str());
    }
    return found;
}

/// Notes that the entry is used now. Not by the kernel's own "now", which is as coarse as its tick: entries kept within
/// one tick would be removed in any order. Where it cannot be noted, the entry only goes earlier.
void markUsed(int file)
{
    std::array<timespec, 2> times{};
    ::clock_gettime(CLOCK_REALTIME, &times.front());
    times.back() = times.front();
    (void)::futimens(file, times.data());
}

Result<void> makePrivateFolder(const fs::path &folder)
{
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return fail(Errc::Io, folder.native(), errno);
    return {};
}

} // namespace

Result<std::unique_ptr<CompileCache>> CompileCache::open(const CompileCacheOptions &options)
{
    std::error_code error;
    fs::create_directories(options.folder.parent_path(), error);
    if (error)
        return fail(Errc::Io, options.folder.parent_path().native(), error.value());
    TRY(makePrivateFolder(options.folder));
    if (::access(options.folder.c_str(), R_OK | W_OK | X_OK) != 0)
        return fail(Errc::Io, options.folder.native(), errno);
    return std::unique_ptr<CompileCache>(new CompileCache(options));
}

CompileCache::CompileCache(const CompileCacheOptions &options)
    : m_options(options)
    , m_writer([this](const std::stop_token &stop) { writeInBackground(stop); })
{
}

CompileCache::~CompileCache()
{
    m_writer.request_stop();
}

fs::path CompileCache::pathOf(const QByteArray &key) const
{
    return m_options.folder / key.first(2).toStdString() / key.toStdString();
}

std::optional<CachedCompile> CompileCache::find(const QByteArray &key)
{
    const fs::path path = pathOf(key);
    UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file)
        return std::nullopt;
    markUsed(file.get());
    auto cached = readCompileEntry(std::move(file), key);
    if (!cached) {
        qCWarning(lcJudge, "compile cache: %s is removed: %s", path.c_str(), cached.error().describe().c_str());
        ::unlink(path.c_str());
        return std::nullopt;
    }
    return std::move(*cached);
}

Result<void> CompileCache::keep(const QByteArray &key, const CompileEntry &entry, const std::vector<MadeFile> &files)
{
    Bytes size;
    for (const auto &made : files)
        size = size + made.file.size;
    if (size > m_options.largestEntry)
        return fail(Errc::TooLarge, "what the compiler made");
    const fs::path path = pathOf(key);
    TRY(makePrivateFolder(path.parent_path()));
    Unwritten unwritten{.file = TRY(PendingFile::create(path.parent_path())), .path = path, .size = size};
    TRY(writeCompileEntry(unwritten.file, key, entry, files));
    markUsed(unwritten.file.fd());
    const std::scoped_lock lock(m_mutex);
    if (m_unwritten.size() >= kMostUnwritten)
        return fail(Errc::QueueFull, "the disk does not keep up with the compile cache");
    m_unwritten.push_back(std::move(unwritten));
    m_changed.notify_all();
    return {};
}

void CompileCache::waitUntilWritten()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_unwritten.empty() && !m_writing; });
}

void CompileCache::writeInBackground(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (!m_changed.wait(lock, stop, [this] { return !m_unwritten.empty(); }))
            return;
        Unwritten unwritten = std::move(m_unwritten.front());
        m_unwritten.pop_front();
        m_writing = true;
        lock.unlock();
        write(unwritten);
        lock.lock();
        m_writing = false;
        m_changed.notify_all();
    }
}

void CompileCache::write(Unwritten &unwritten)
{
    if (const auto written = unwritten.file.commit(unwritten.path); !written) {
        qCWarning(lcJudge, "compile cache: %s", written.error().describe().c_str());
        return;
    }
    ++m_entries;
    m_total = m_total.value_or(Bytes{}) + unwritten.size;
    if (--m_untilTrim < 0 || *m_total > m_options.most || m_entries > m_options.mostEntries)
        trim();
}

void CompileCache::clear()
{
    waitUntilWritten();
    for (const auto &entry : entriesIn(m_options.folder))
        ::unlink(entry.path.c_str());
}

void CompileCache::trim()
{
    auto entries = entriesIn(m_options.folder);
    std::ranges::sort(entries, wasUsedBefore);
    Bytes total;
    for (const auto &entry : entries)
        total = total + Bytes{entry.size};
    auto count = static_cast<int>(entries.size());
    const bool over = total > m_options.most || count > m_options.mostEntries;
    // A tenth more than needed, so that this is not done for every entry.
    const Bytes most{m_options.most.count / 10 * 9};
    const int mostEntries = m_options.mostEntries - m_options.mostEntries / 10;
    for (const auto &entry : entries) {
        if (!over || (total <= most && count <= mostEntries))
            break;
        if (::unlink(entry.path.c_str()) == 0 || errno == ENOENT) {
            total = total - Bytes{entry.size};
            --count;
        }
    }
    m_total = total;
    m_entries = count;
    m_untilTrim = kKeptBetweenTrims;
}

} // namespace assay::core
