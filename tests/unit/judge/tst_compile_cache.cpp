// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the compile cache: what comes back, what is refused, what is removed, and many at once.
#include "core/judge/compile_cache.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

QByteArray keyOf(int number)
{
    return QByteArray::number(number, 16).rightJustified(64, '0');
}

MadeFile madeFile(const std::string &path, const QByteArray &content, std::uint32_t mode = 0755)
{
    MadeFile made{.file = {.path = path, .mode = mode, .offset = {}, .size = Bytes{content.size()}},
                  .content = UniqueFd(::memfd_create("made", MFD_CLOEXEC))};
    if (::write(made.content.get(), content.constData(), static_cast<std::size_t>(content.size())) != content.size())
        qFatal("memfd");
    return made;
}

std::vector<MadeFile> oneFile(const QByteArray &content)
{
    std::vector<MadeFile> files;
    files.push_back(madeFile("/box/out/program", content));
    return files;
}

QByteArray contentOf(const CachedCompile &cached, std::size_t index)
{
    const auto &file = cached.files[index];
    QByteArray content(static_cast<qsizetype>(file.size.count), Qt::Uninitialized);
    const ssize_t size = ::pread(cached.contents.get(), content.data(), static_cast<std::size_t>(content.size()),
                                 static_cast<off_t>(file.offset.count));
    return content.first(std::max<ssize_t>(size, 0));
}

CompileEntry compiled()
{
    return {.result = {.ok = true, .cached = false, .duration = Milliseconds{1234}, .output = u"a warning: ü\n"_s},
            .verdict = {},
            .reason = {}};
}

} // namespace

class tst_CompileCache : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString() + "/compile"; }
    [[nodiscard]] std::unique_ptr<CompileCache> open(const CompileCacheOptions &options)
    {
        auto cache = CompileCache::open(options);
        return cache ? std::move(*cache) : nullptr;
    }
    [[nodiscard]] std::unique_ptr<CompileCache> open() { return open({.folder = folder()}); }
    [[nodiscard]] QStringList filesBelow() const
    {
        QStringList files;
        QDirIterator it(QString::fromStdString(folder().native()), QDir::Files | QDir::Hidden,
                        QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(it.next());
        return files;
    }

private Q_SLOTS:
    void init();
    void entry_comesBackAsItWas();
    void compileError_isKeptWithoutFiles();
    void entry_isFoundByTheNextEngine();
    void unknown_key_isNotFound();
    void folder_isClosedToOthers();
    void damaged_entry_isRemoved_data();
    void damaged_entry_isRemoved();
    void entry_underAnotherKey_isRefused();
    void link_inPlaceOfAnEntry_isNotFollowed();
    void tooLarge_isRefused();
    void content_thatBecameShorter_isNotKept();
    void bounds_dropWhatWasNotUsedForLongest();
    void abandonedFiles_areRemoved();
    void manyThreadsAndTwoCaches_neverGiveAnothersContent();
    void unusable_folder_isAnError();
};

void tst_CompileCache::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void tst_CompileCache::entry_comesBackAsItWas()
{
    const auto cache = open();
    std::vector<MadeFile> files;
    files.push_back(madeFile("/box/out/program", QByteArray(700'000, 'p')));
    files.push_back(madeFile("/box/out/empty", {}, 0644));
    files.push_back(madeFile("/box/src/__pycache__/ä.pyc", "bytes", 0644));
    QVERIFY(cache->keep(keyOf(1), compiled(), files));
    cache->waitUntilWritten();
    const auto cached = cache->find(keyOf(1));
    QVERIFY(cached);
    CompileResult expected = compiled().result;
    expected.cached = true;
    QCOMPARE(cached->entry.result, expected);
    QVERIFY(!cached->entry.verdict);
    QCOMPARE(cached->files.size(), 3U);
    for (std::size_t i = 0; i < files.size(); ++i) {
        QCOMPARE(cached->files[i].path, files[i].file.path);
        QCOMPARE(cached->files[i].mode, files[i].file.mode);
    }
    QCOMPARE(contentOf(*cached, 0), QByteArray(700'000, 'p'));
    QCOMPARE(contentOf(*cached, 1), QByteArray());
    QCOMPARE(contentOf(*cached, 2), QByteArray("bytes"));
}

void tst_CompileCache::compileError_isKeptWithoutFiles()
{
    const auto cache = open();
    const CompileEntry refused{.result = {.ok = false, .output = u"main.cpp:1: error"_s},
                               .verdict = Verdict::CompileError,
                               .reason = u"exit code 1"_s};
    QVERIFY(cache->keep(keyOf(2), refused, {}));
    cache->waitUntilWritten();
    const auto cached = cache->find(keyOf(2));
    QVERIFY(cached && cached->files.empty());
    QCOMPARE(cached->entry.verdict, Verdict::CompileError);
    QCOMPARE(cached->entry.reason, u"exit code 1"_s);
    QCOMPARE(cached->entry.result.output, u"main.cpp:1: error"_s);
}

void tst_CompileCache::entry_isFoundByTheNextEngine()
{
    QVERIFY(open()->keep(keyOf(3), compiled(), oneFile("x"))); // the cache goes at once: it finishes writing
    QVERIFY(open()->find(keyOf(3)));
}

void tst_CompileCache::unknown_key_isNotFound()
{
    QVERIFY(!open()->find(keyOf(4)));
}

void tst_CompileCache::folder_isClosedToOthers()
{
    const auto cache = open();
    QVERIFY(cache->keep(keyOf(5), compiled(), oneFile("secret")));
    cache->waitUntilWritten();
    struct stat info{};
    QCOMPARE(::stat(folder().c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0700U);
    QCOMPARE(filesBelow().size(), 1);
    QCOMPARE(::stat(filesBelow().first().toUtf8().constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
}

void tst_CompileCache::damaged_entry_isRemoved_data()
{
    QTest::addColumn<int>("offset"); // from the end when negative
    QTest::addColumn<bool>("cut");
    QTest::newRow("a byte of the magic") << 0 << false;
    QTest::newRow("a byte of the hash") << 20 << false;
    QTest::newRow("a byte of the header's size") << 41 << false;
    QTest::newRow("a byte of the header") << 60 << false;
    QTest::newRow("a byte of the program") << -1000 << false;
    QTest::newRow("the last byte") << -1 << false;
    QTest::newRow("cut by one byte") << -1 << true;
    QTest::newRow("cut in the header") << 60 << true;
    QTest::newRow("empty") << 0 << true;
}

void tst_CompileCache::damaged_entry_isRemoved()
{
    QFETCH(const int, offset);
    QFETCH(const bool, cut);
    const auto cache = open();
    QVERIFY(cache->keep(keyOf(6), compiled(), oneFile(QByteArray(300'000, 'q'))));
    cache->waitUntilWritten();
    QCOMPARE(filesBelow().size(), 1);
    QFile file(filesBelow().first());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 place = offset < 0 ? file.size() + offset : offset;
    if (cut) {
        QVERIFY(file.resize(place));
    } else {
        char byte = 0;
        QVERIFY(file.seek(place) && file.getChar(&byte) && file.seek(place));
        QVERIFY(file.putChar(static_cast<char>(byte ^ 1)));
    }
    file.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is removed"_s));
    QVERIFY(!cache->find(keyOf(6)));
    QVERIFY(filesBelow().isEmpty());
}

void tst_CompileCache::entry_underAnotherKey_isRefused()
{
    const auto cache = open();
    QVERIFY(cache->keep(keyOf(7), compiled(), oneFile("seven")));
    cache->waitUntilWritten();
    const QString seven = filesBelow().first();
    QString eight = seven;
    eight.chop(1);
    eight += u'8';
    QVERIFY(QFile::copy(seven, eight));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is removed"_s));
    QVERIFY(!cache->find(keyOf(8)));
    QVERIFY(cache->find(keyOf(7)));
}

void tst_CompileCache::link_inPlaceOfAnEntry_isNotFollowed()
{
    const auto cache = open();
    QVERIFY(cache->keep(keyOf(9), compiled(), oneFile("nine")));
    cache->waitUntilWritten();
    const QString entry = filesBelow().first();
    const QString moved = m_folder->filePath(u"moved"_s);
    QVERIFY(QFile::rename(entry, moved) && QFile::link(moved, entry));
    QVERIFY(!cache->find(keyOf(9)));
}

void tst_CompileCache::tooLarge_isRefused()
{
    const auto cache = open({.folder = folder(), .largestEntry = 1_KiB});
    const auto kept = cache->keep(keyOf(10), compiled(), oneFile(QByteArray(1025, 'x')));
    QVERIFY(!kept && kept.error().code == Errc::TooLarge);
    QVERIFY(cache->keep(keyOf(11), compiled(), oneFile(QByteArray(1024, 'x'))));
}

void tst_CompileCache::content_thatBecameShorter_isNotKept()
{
    const auto cache = open();
    auto files = oneFile("0123456789");
    QCOMPARE(::ftruncate(files.front().content.get(), 4), 0);
    QVERIFY(!cache->keep(keyOf(12), compiled(), files));
    cache->waitUntilWritten();
    QVERIFY(!cache->find(keyOf(12)));
    QVERIFY(filesBelow().isEmpty());
}

void tst_CompileCache::bounds_dropWhatWasNotUsedForLongest()
{
    const auto cache = open({.folder = folder(), .mostEntries = 20});
    for (int i = 0; i < 20; ++i) {
        QVERIFY(cache->keep(keyOf(i), compiled(), oneFile("x")));
        cache->waitUntilWritten();
    }
    QVERIFY(cache->find(keyOf(0))); // used again: not the oldest any more
    QVERIFY(cache->keep(keyOf(20), compiled(), oneFile("x")));
    cache->waitUntilWritten();
    QCOMPARE(filesBelow().size(), 18);
    QVERIFY(cache->find(keyOf(0)));
    QVERIFY(cache->find(keyOf(20)));
    QVERIFY(!cache->find(keyOf(1)));
    QVERIFY(!cache->find(keyOf(2)));
    QVERIFY(cache->find(keyOf(4)));

    const auto small = open({.folder = folder(), .most = 100_KiB});
    for (int i = 100; i < 110; ++i)
        QVERIFY(small->keep(keyOf(i), compiled(), oneFile(QByteArray(15 * 1024, 'x'))));
    small->waitUntilWritten();
    qint64 total = 0;
    for (const auto &file : filesBelow())
        total += QFileInfo(file).size();
    QVERIFY2(total <= (100_KiB).count, qPrintable(QString::number(total)));
    QVERIFY(small->find(keyOf(109)));
}

void tst_CompileCache::abandonedFiles_areRemoved()
{
    const auto cache = open();
    QVERIFY(cache->keep(keyOf(13), compiled(), oneFile("x")));
    cache->waitUntilWritten();
    const QString place = QFileInfo(filesBelow().first()).path();
    const QString old = place + u"/.pending-old"_s;
    const QString recent = place + u"/.pending-new"_s;
    for (const auto &path : {old, recent}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (path == old)
            QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
    }
    const auto next = open(); // which looks at the folder when it writes first
    QVERIFY(next->keep(keyOf(14), compiled(), oneFile("x")));
    next->waitUntilWritten();
    QVERIFY(!QFile::exists(old));
    QVERIFY(QFile::exists(recent));
}

void tst_CompileCache::manyThreadsAndTwoCaches_neverGiveAnothersContent()
{
    // Few entries for many keys: what one thread reads is removed and written again by others.
    const auto one = open({.folder = folder(), .mostEntries = 10});
    const auto two = open({.folder = folder(), .mostEntries = 10});
    std::atomic<int> wrong = 0;
    std::atomic<int> found = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&, thread] {
                CompileCache &cache = thread % 2 == 0 ? *one : *two;
                for (int i = 0; i < 200; ++i) {
                    const int number = (i * 7 + thread) % 16;
                    const QByteArray content(20'000 + number, static_cast<char>('a' + number));
                    (void)cache.keep(keyOf(number), compiled(), oneFile(content));
                    if (const auto cached = cache.find(keyOf(number))) {
                        ++found;
                        wrong += contentOf(*cached, 0) == content ? 0 : 1;
                    }
                }
            });
    }
    QCOMPARE(wrong.load(), 0);
    QVERIFY(found.load() > 0);
}

void tst_CompileCache::unusable_folder_isAnError()
{
    QFile file(m_folder->filePath(u"compile"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const auto cache = CompileCache::open({.folder = folder() / "below"});
    QVERIFY(!cache);
    QCOMPARE(cache.error().code, Errc::Io);
}

QTEST_GUILESS_MAIN(tst_CompileCache)
#include "tst_compile_cache.moc"
