// SPDX-License-Identifier: GPL-3.0-or-later
// LogFile: what happened, as lines of JSON, a file a day.
#include "core/logs/log_file.h"

#include "core/json/log_json.h"
#include "core/logs/gzip.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <format>
#include <regex>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

std::string dayOf(Timestamp time)
{
    return std::format("{:%F}", std::chrono::floor<std::chrono::days>(time));
}

/// Of what was put away; empty for other files.
std::string dayInName(const std::string &name)
{
    static const std::regex form(R"(assay-(\d{4}-\d{2}-\d{2})\.\d+\.jsonl(\.gz)?)");
    std::smatch match;
    return std::regex_match(name, match, form) ? match[1].str() : std::string();
}

} // namespace

LogFile::LogFile(const LogFileOptions &options, const Clock &clock)
    : m_options(options)
    , m_clock(clock)
{
}

LogFile::~LogFile()
{
    waitForCompression();
}

Result<std::unique_ptr<LogFile>> LogFile::open(const LogFileOptions &options, const Clock &clock)
{
    std::error_code error;
    fs::create_directories(options.folder, error);
    if (error)
        return fail(Errc::Io, options.folder.native() + ": " + error.message());
    fs::permissions(options.folder, fs::perms::owner_all, error);
    std::unique_ptr<LogFile> log(new LogFile(options, clock));
    TRY(log->openCurrent());
    if (log->m_day != dayOf(clock.now()))
        log->putAway();
    log->removeOld();
    return log;
}

Result<void> LogFile::openCurrent()
{
    m_file = UniqueFd(::open(current().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!m_file)
        return fail(Errc::Io, current().native(), errno);
    struct stat state{};
    if (::fstat(m_file.get(), &state) != 0)
        return fail(Errc::Io, current().native(), errno);
    m_size = state.st_size;
    // One that holds something is of the day on which it was last written.
    const Timestamp written{std::chrono::seconds(state.st_mtim.tv_sec)};
    m_day = dayOf(m_size == 0 ? m_clock.now() : written);
    return {};
}

fs::path LogFile::freeName(const std::string &day) const
{
    for (int number = 1;; ++number) {
        fs::path name = m_options.folder / std::format("assay-{}.{}.jsonl", day, number);
        if (!fs::exists(name) && !fs::exists(name.native() + ".gz"))
            return name;
    }
}

void LogFile::putAway()
{
    const fs::path name = freeName(m_day);
    std::error_code error;
    fs::rename(current(), name, error);
    m_file.reset();
    (void)openCurrent(); // without it nothing is written until it can be opened
    if (error)
        return;
    m_compressing = std::jthread([name] { // waits for the one before
        if (gzipFile(name, name.native() + ".gz")) {
            std::error_code ignored;
            fs::remove(name, ignored);
        }
    });
    removeOld();
}

void LogFile::removeOld() const
{
    const std::string oldest = dayOf(m_clock.now() - std::chrono::days(m_options.days));
    std::error_code error;
    for (fs::directory_iterator at(m_options.folder, error), end; !error && at != end; at.increment(error)) {
        const std::string day = dayInName(at->path().filename().native());
        std::error_code ignored;
        if (!day.empty() && day < oldest)
            fs::remove(at->path(), ignored);
    }
}

void LogFile::write(const LogRecord &record)
{
    const QByteArray line = toJsonLine(record);
    const std::scoped_lock lock(m_mutex);
    const bool full = m_size > 0 && m_size + line.size() > m_options.maxBytes;
    if (full || m_day != dayOf(record.time))
        putAway();
    if (!m_file)
        return;
    if (::write(m_file.get(), line.constData(), static_cast<std::size_t>(line.size())) == line.size())
        m_size += line.size();
}

void LogFile::waitForCompression()
{
    const std::scoped_lock lock(m_mutex);
    if (m_compressing.joinable())
        m_compressing.join();
}

} // namespace assay::core
