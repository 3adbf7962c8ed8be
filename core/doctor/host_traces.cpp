// SPDX-License-Identifier: GPL-3.0-or-later
// What a run of the sandbox could leave on the host: looked for before and after.
#include "core/doctor/host_traces.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <map>

#include <sys/prctl.h>
#include <unistd.h>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

/// In the name of everything that a program of the corpus leaves anywhere.
constexpr QLatin1StringView kMark("assay-attack");

QStringList linesOf(const QString &path)
{
    QFile file(path); // files of /proc have no size: read to the end
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

struct ProcessStatus {
    QString name;
    qlonglong parent = 0;
    uid_t user = 0;
    bool nested = false; ///< In a PID namespace below ours: NSpid names it there as well.
};

/// proc_pid_status(5)
std::optional<ProcessStatus> statusOf(const QString &process)
{
    const auto lines = linesOf(u"/proc/"_s + process + u"/status"_s);
    if (lines.isEmpty())
        return std::nullopt;
    ProcessStatus status;
    for (const auto &line : lines) {
        if (line.startsWith("Name:"_L1))
            status.name = line.sliced(5).trimmed();
        else if (line.startsWith("PPid:"_L1))
            status.parent = line.sliced(5).trimmed().toLongLong();
        else if (line.startsWith("Uid:"_L1))
            status.user = line.sliced(4).simplified().section(u' ', 0, 0).toUInt();
        else if (line.startsWith("NSpid:"_L1))
            status.nested = line.sliced(6).simplified().count(u' ') > 0;
    }
    return status;
}

QStringList allProcesses()
{
    auto names = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    names.removeIf([](const QString &name) { return !name.front().isDigit(); });
    return names;
}

TraceKind readProcesses()
{
    TraceKind kind{.name = u"processes"_s, .items = {}};
    for (const auto &name : allProcesses()) {
        const auto status = statusOf(name);
        if (status && status->parent == ::getpid() && (status->nested || status->name == "assay-sandbox"_L1))
            kind.items.append(name + u' ' + status->name);
    }
    return kind;
}

TraceKind readMounts()
{
    TraceKind kind{.name = u"mounts"_s, .items = {}};
    for (const auto &line : linesOf(u"/proc/self/mountinfo"_s)) {
        // "id parent device root point options - type source": the two numbers at the start may be given anew.
        kind.items.append(line.section(u' ', 2));
    }
    return kind;
}

TraceKind readCgroups(pid_t helper)
{
    TraceKind kind{.name = u"control groups"_s, .items = {}};
    if (helper <= 0)
        return kind;
    const std::string prefix = "assay-" + std::to_string(helper) + "-";
    for (const auto &line : linesOf(u"/proc/self/mountinfo"_s)) {
        if (!line.contains(" - cgroup"_L1))
            continue;
        std::error_code error;
        const fs::path root = line.section(u' ', 4, 4).toStdString();
        for (auto entry = fs::recursive_directory_iterator(root, error); entry != fs::end(entry);
             entry.increment(error)) {
            if (entry->is_directory(error) && entry->path().filename().string().starts_with(prefix))
                kind.items.append(QString::fromStdString(entry->path()));
        }
    }
    return kind;
}

/// Objects of this user or of a container in our own IPC namespace. proc_sysvipc(5)
TraceKind readIpcObjects(const std::set<uid_t> &users)
{
    TraceKind kind{.name = u"System V objects"_s, .items = {}};
    constexpr std::pair<QLatin1StringView, qsizetype> kTables[] = {
        {"shm"_L1, 7}, {"sem"_L1, 4}, {"msg"_L1, 7}}; // and the column that holds the owner
    for (const auto &[table, ownerColumn] : kTables) {
        auto lines = linesOf(u"/proc/sysvipc/"_s + table);
        if (!lines.isEmpty())
            lines.removeFirst();
        for (const auto &line : lines) {
            const auto fields = line.simplified().split(u' ');
            const uid_t owner = fields.value(ownerColumn).toUInt();
            if (owner == ::geteuid() || users.contains(owner))
                kind.items.append(table + u' ' + fields.value(1) + u" of "_s + fields.value(ownerColumn));
        }
    }
    return kind;
}

TraceKind readMarkedFiles(const QString &name, const QStringList &folders, const std::set<uid_t> &users)
{
    TraceKind kind{.name = name, .items = {}};
    for (const auto &folder : folders) {
        const auto entries =
            QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        for (const auto &entry : entries) {
            const bool isContainers = entry.ownerId() != ::geteuid() && users.contains(entry.ownerId());
            if (entry.fileName().contains(kMark) || isContainers)
                kind.items.append(entry.filePath());
        }
    }
    return kind;
}

/// Keys are seen where they may be; users that have any are counted for everybody. proc_keys(5), proc_key-users(5)
TraceKind readKeys(const std::set<uid_t> &users)
{
    TraceKind kind{.name = u"keys"_s, .items = {}};
    for (const auto &line : linesOf(u"/proc/keys"_s)) {
        if (line.contains(kMark))
            kind.items.append(line.section(u' ', 0, 0));
    }
    for (const auto &line : linesOf(u"/proc/key-users"_s)) {
        const QString user = line.section(u':', 0, 0).trimmed();
        if (user.toUInt() != ::geteuid() && users.contains(user.toUInt()))
            kind.items.append(u"of user "_s + user);
    }
    return kind;
}

TraceKind readMarkedLines(const QString &name, const QString &file)
{
    TraceKind kind{.name = name, .items = {}};
    for (const auto &line : linesOf(file)) {
        if (line.contains(kMark))
            kind.items.append(line.simplified());
    }
    return kind;
}

} // namespace

int HostTraces::count() const
{
    int count = 0;
    for (const auto &kind : kinds)
        count += static_cast<int>(kind.items.size());
    return count;
}

OrphanCatcher::OrphanCatcher()
{
    (void)::prctl(PR_GET_CHILD_SUBREAPER, &m_before);
    (void)::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

OrphanCatcher::~OrphanCatcher()
{
    (void)::prctl(PR_SET_CHILD_SUBREAPER, m_before);
}

std::set<uid_t> containerUsers(pid_t helper)
{
    std::set<uid_t> users;
    for (const auto &name : allProcesses()) {
        const auto status = statusOf(name);
        if (status && status->parent == helper)
            users.insert(status->user);
    }
    return users;
}

HostTraces readHostTraces(const TracedSandbox &sandbox)
{
    const auto &users = sandbox.users;
    return {{readProcesses(), readMounts(), readCgroups(sandbox.helper), readIpcObjects(users),
             readMarkedFiles(u"shared memory"_s, {u"/dev/shm"_s}, users), readKeys(users),
             readMarkedFiles(u"files"_s, {u"/tmp"_s, u"/var/tmp"_s, QDir::tempPath(), QDir::currentPath()}, users),
             readMarkedLines(u"sockets"_s, u"/proc/net/unix"_s)}};
}

QStringList newTraces(const HostTraces &before, const HostTraces &after)
{
    std::map<QString, QStringList> known;
    for (const auto &kind : before.kinds)
        known[kind.name] = kind.items;
    QStringList found;
    for (const auto &kind : after.kinds) {
        QStringList &old = known[kind.name];
        for (const auto &item : kind.items) {
            if (!old.removeOne(item)) // two equal ones are two
                found.append(kind.name + u": "_s + item);
        }
    }
    return found;
}

} // namespace assay::core
