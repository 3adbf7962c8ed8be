// SPDX-License-Identifier: GPL-3.0-or-later
// KnownAnswers: hashes of programs and what they said, kept for as long as their files stay the same.
#include "core/judge/known_answers.h"

#include "base/unique_fd.h"
#include "core/judge/pending_file.h"

#include <QDataStream>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::core {

namespace {

constexpr quint32 kMagic = 0x41534B31; // "ASK1"
constexpr qsizetype kMostAnswers = 2000;
constexpr qint64 kMostBytes = 4 * 1024 * 1024;
constexpr std::size_t kPiece = 256 * 1024;
constexpr int kAnswerTimeoutMilliseconds = 10'000;

QByteArray sha256(QByteArrayView bytes)
{
    QByteArray hash(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(hash.data()),
                       reinterpret_cast<const unsigned char *>(bytes.data()),
                       static_cast<unsigned long long>(bytes.size()));
    return hash;
}

Result<QByteArray> hashFile(const QString &path)
{
    const UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return fail(Errc::Io, path.toStdString(), errno);
    const auto buffer = std::make_unique<unsigned char[]>(kPiece);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (;;) {
        const ssize_t size = ::read(fd.get(), buffer.get(), kPiece);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return fail(Errc::Io, path.toStdString(), errno);
        if (size == 0)
            break;
        crypto_hash_sha256_update(&state, buffer.get(), static_cast<unsigned long long>(size));
    }
    QByteArray hash(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char *>(hash.data()));
    return hash.toHex();
}

QMap<QByteArray, QByteArray> readAnswers(const std::filesystem::path &path)
{
    QFile file(path);
    if (path.empty() || !file.open(QIODevice::ReadOnly) || file.size() > kMostBytes)
        return {};
    const QByteArray content = file.readAll();
    const QByteArray body = content.sliced(qMin<qsizetype>(crypto_hash_sha256_BYTES, content.size()));
    if (content.first(content.size() - body.size()) != sha256(body))
        return {};
    QDataStream in(body);
    quint32 magic = 0;
    QMap<QByteArray, QByteArray> answers;
    in >> magic;
    if (magic == kMagic)
        in >> answers;
    return in.status() == QDataStream::Ok ? answers : QMap<QByteArray, QByteArray>();
}

Result<QByteArray> ask(const QStringList &command)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(command.first(), command.mid(1));
    const bool ended = process.waitForFinished(kAnswerTimeoutMilliseconds);
    if (!ended) {
        process.kill();
        process.waitForFinished(kAnswerTimeoutMilliseconds);
    }
    QByteArray answer = process.readAllStandardOutput().trimmed();
    if (answer.isEmpty()) // where older programs print their version
        answer = process.readAllStandardError().trimmed();
    if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || answer.isEmpty())
        return fail(Errc::Unsupported, command.join(QLatin1Char(' ')).toStdString() + " gives no answer");
    return answer;
}

} // namespace

FileStamp stampOf(const QString &path)
{
    struct stat info{};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    const auto time = [](const timespec &at) {
        return QByteArray::number(qint64{at.tv_sec}) + '.' + QByteArray::number(qint64{at.tv_nsec});
    };
    return QByteArray::number(quint64{info.st_dev}) + ':' + QByteArray::number(quint64{info.st_ino}) + ':' +
           QByteArray::number(qint64{info.st_size}) + ':' + time(info.st_mtim) + ':' + time(info.st_ctim);
}

KnownAnswers::KnownAnswers(std::filesystem::path file)
    : m_file(std::move(file))
    , m_answers(readAnswers(m_file))
{
}

QByteArray KnownAnswers::find(const QByteArray &key) const
{
    const std::scoped_lock lock(m_mutex);
    return m_answers.value(key);
}

void KnownAnswers::insert(const QByteArray &key, const QByteArray &value)
{
    const std::scoped_lock lock(m_mutex);
    if (m_answers.size() >= kMostAnswers) // those of programs that were replaced meanwhile
        m_answers.clear();
    m_answers.insert(key, value);
    m_changed = true;
}

Result<QByteArray> KnownAnswers::hashOf(const QString &path)
{
    // The stamp of before: a file that is written meanwhile gets another one.
    const QByteArray key = "hash" + QByteArray(1, 0) + path.toUtf8() + QByteArray(1, 0) + stampOf(path);
    if (QByteArray known = find(key); !known.isEmpty())
        return known;
    QByteArray hash = TRY(hashFile(path));
    insert(key, hash);
    return hash;
}

Result<QByteArray> KnownAnswers::answerTo(const QStringList &command)
{
    const QByteArray key =
        "answer" + QByteArray(1, 0) + command.join(QChar(0)).toUtf8() + QByteArray(1, 0) + stampOf(command.first());
    if (QByteArray known = find(key); !known.isEmpty())
        return known;
    QByteArray answer = TRY(ask(command));
    insert(key, answer);
    return answer;
}

Result<void> KnownAnswers::save()
{
    QByteArray body;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_file.empty() || !m_changed)
            return {};
        QDataStream out(&body, QIODevice::WriteOnly);
        out << kMagic << m_answers;
        m_changed = false;
    }
    auto file = TRY(PendingFile::create(m_file.parent_path()));
    TRY(file.write(sha256(body) + body));
    return file.commit(m_file);
}

} // namespace assay::core
