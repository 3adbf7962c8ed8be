// SPDX-License-Identifier: GPL-3.0-or-later
// Keeping precompiled headers: when they are made, when not, when they are too old. The "compiler" is a Python program.
#include "compile_fixture.h"

#include "core/judge/header_maker.h"

#include <QDir>
#include <QFile>

#include <chrono>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace assay;
using namespace assay::core;

namespace {

/// A header that "compiles" into a text; `make` is Python code that may do otherwise.
Language scripted(const QString &make = u"open(sys.argv[1], 'w').write('made')"_s)
{
    const QStringList python{u"/usr/bin/python3"_s, u"-I"_s, u"-c"_s};
    return {.id = u"scripted"_s,
            .extensions = {u".x"_s},
            .compile = python + QStringList{u"pass"_s},
            .run = python + QStringList{u"pass"_s},
            .precompiledHeader =
                PrecompiledHeader{.header = u"features.h"_s,
                                  .list = python + QStringList{u"print('x: \\\\\\n /usr/include/features.h')"_s},
                                  .make = python + QStringList{u"import sys, time; "_s + make, u"{output}"_s},
                                  .use = {u"-I"_s, u"{folder}"_s},
                                  .check = python +
                                           QStringList{u"import sys; print(open(sys.argv[1]).read())"_s, u"{file}"_s},
                                  .proof = u"made"_s},
            .compileFilter = u"compiler"_s,
            .runFilter = u"interpreter"_s};
}

const QList<SourceFile> kIncluding{{.name = u"a.x"_s, .content = "#include <features.h>"}};

} // namespace

class tst_HeaderStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CompileFixture> m_fixture;

    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString() + "/warm"; }
    [[nodiscard]] HeaderTools tools()
    {
        const CompileTools used = m_fixture->tools();
        return {.bench = {.sandbox = m_fixture->sandbox(),
                          .policies = *used.policies,
                          .requiredTier = sandbox::Tier::Partial},
                .toolchains = *used.toolchains};
    }
    [[nodiscard]] HeaderStore fixtureStore() const { return *HeaderStore::open(m_fixture->cacheFolder() / "warm"); }
    [[nodiscard]] QString fingerprint(const Language &language)
    {
        return m_fixture->tools().toolchains->of(language)->fingerprint;
    }
    [[nodiscard]] QString dependency() const { return m_folder->filePath(u"real.h"_s); }
    void writeDependency(const QByteArray &text)
    {
        QFile file(dependency());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] static UniqueFd content(std::string_view text)
    {
        UniqueFd file(::memfd_create("header", MFD_CLOEXEC));
        if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            qFatal("memfd");
        return file;
    }
    void put(const HeaderStore &store, const QByteArray &key, std::string_view text)
    {
        const UniqueFd file = content(text);
        const auto done = store.put(key, {.name = "bits/all.h",
                                          .realPath = dependency().toStdString(),
                                          .dependencies = {{dependency(), stampOf(dependency())}},
                                          .content = file.get()});
        QVERIFY2(done, done ? "" : done.error().describe().c_str());
    }
    [[nodiscard]] QStringList entries() const
    {
        return QDir(QString::fromStdString(folder())).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void init();

    void put_isReadableByOthers_whateverTheUmask();
    void put_again_replaces();
    void dependency_changed_isNotCurrent();
    void damaged_manifest_isNotCurrent();
    void removeStale_keepsWhatIsWanted();
    void key_changesWithEachPart();

    void header_missedTwice_isMade();
    void header_neverToBeMade_isNot();
    void compiler_thatFails_isAProblemAndNothingElse_data();
    void compiler_thatFails_isAProblemAndNothingElse();
    void oldHeader_isMadeAnew();
    void twoEngines_makeTheSame();
    void engineThatEnds_givesUpAtOnce();
};

void tst_HeaderStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<CompileFixture>();
    writeDependency("one");
}

void tst_HeaderStore::put_isReadableByOthers_whateverTheUmask()
{
    const mode_t before = ::umask(077);
    const auto store = HeaderStore::open(folder());
    QVERIFY(store);
    put(*store, "k1", "compiled");
    ::umask(before);
    QVERIFY(store->isCurrent("k1"));
    struct stat info{};
    for (const char *name : {"", "k1", "k1/bits"}) {
        QCOMPARE(::stat((folder() / name).c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0755U);
    }
    QCOMPARE(::stat((folder() / "k1/bits/all.h.gch").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0644U);
    QCOMPARE(std::filesystem::read_symlink(folder() / "k1/bits/all.h").string(), dependency().toStdString());
    QCOMPARE(entries(), QStringList{u"k1"_s});
}

void tst_HeaderStore::put_again_replaces()
{
    const auto store = HeaderStore::open(folder());
    const auto kept = [this] {
        QFile file(folder() / "k1/bits/all.h.gch");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    };
    put(*store, "k1", "first");
    put(*store, "k1", "second"); // another engine was quicker
    QCOMPARE(kept(), QByteArray("first"));
    writeDependency("two!");
    put(*store, "k1", "third");
    QCOMPARE(kept(), QByteArray("third"));
    QCOMPARE(entries(), QStringList{u"k1"_s});
}

void tst_HeaderStore::dependency_changed_isNotCurrent()
{
    const auto store = HeaderStore::open(folder());
    QVERIFY(!store->isCurrent("k1"));
    put(*store, "k1", "x");
    QVERIFY(store->isCurrent("k1"));
    writeDependency("two!");
    QVERIFY(!store->isCurrent("k1"));
    put(*store, "k1", "x");
    QVERIFY(store->isCurrent("k1"));
    QFile::remove(dependency());
    QVERIFY(!store->isCurrent("k1"));
}

void tst_HeaderStore::damaged_manifest_isNotCurrent()
{
    const auto store = HeaderStore::open(folder());
    put(*store, "k1", "x");
    for (const QByteArray &text : {QByteArray(), QByteArray("ASH1"), QByteArray(100, 'x')}) {
        QFile file(folder() / "k1/made-from");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QVERIFY(!store->isCurrent("k1"));
    }
}

void tst_HeaderStore::removeStale_keepsWhatIsWanted()
{
    const auto store = HeaderStore::open(folder());
    for (const char *key : {"old", "wanted", "small", "recent"})
        put(*store, key, std::string(100'000, 'x'));
    const auto age = [this](const char *key, int days) {
        const timespec times[2] = {{.tv_sec = ::time(nullptr) - days * 86400L, .tv_nsec = 0},
                                   {.tv_sec = ::time(nullptr) - days * 86400L, .tv_nsec = 0}};
        QCOMPARE(::utimensat(AT_FDCWD, (folder() / key).c_str(), times, 0), 0);
    };
    age("old", 40);
    age("wanted", 41);
    age("small", 3);
    store->removeStale({"wanted"}, 10_MiB);
    QCOMPARE(entries(), (QStringList{u"recent"_s, u"small"_s, u"wanted"_s}));
    store->removeStale({"wanted"}, 250_KiB);
    QCOMPARE(entries(), (QStringList{u"recent"_s, u"wanted"_s}));
}

void tst_HeaderStore::key_changesWithEachPart()
{
    const Language language = scripted();
    QSet<QByteArray> keys{headerKey(language, u"f"_s), headerKey(language, u"g"_s)};
    Language other = language;
    other.precompiledHeader->make.append(u"-O3"_s);
    keys.insert(headerKey(other, u"f"_s));
    other = language;
    other.precompiledHeader->header = u"stdio.h"_s;
    keys.insert(headerKey(other, u"f"_s));
    other = language;
    other.environment.append(u"A=b"_s);
    keys.insert(headerKey(other, u"f"_s));
    QCOMPARE(keys.size(), 5);
    QCOMPARE(headerKey(scripted(), u"f"_s), headerKey(language, u"f"_s));
}

void tst_HeaderStore::header_missedTwice_isMade()
{
    PrecompiledHeaders headers(tools(), fixtureStore(), 1);
    const Language language = scripted();
    const auto ask = [&] { return headers.argumentsFor(language, fingerprint(language), kIncluding); };
    QVERIFY(ask().empty());
    headers.waitUntilIdle();
    QVERIFY(ask().empty()); // once missed: not worth the work yet. This is the second time.
    headers.waitUntilIdle();
    QVERIFY2(headers.problems().isEmpty(), qPrintable(headers.problems().join(u'\n')));
    QCOMPARE(ask().size(), 2U);
}

void tst_HeaderStore::header_neverToBeMade_isNot()
{
    PrecompiledHeaders headers(tools(), fixtureStore(), -1);
    const Language language = scripted();
    for (int i = 0; i < 5; ++i)
        QVERIFY(headers.argumentsFor(language, fingerprint(language), kIncluding).empty());
    headers.waitUntilIdle();
    QVERIFY(QDir(QString::fromStdString(fixtureStore().folder())).isEmpty());
}

void tst_HeaderStore::compiler_thatFails_isAProblemAndNothingElse_data()
{
    QTest::addColumn<QString>("make");
    QTest::newRow("exit code 1") << u"sys.exit(1)"_s;
    QTest::newRow("makes nothing") << u"pass"_s;
    QTest::newRow("makes a link") << u"import os; os.symlink('/etc/passwd', sys.argv[1])"_s;
    QTest::newRow("makes something that is not used") << u"open(sys.argv[1], 'w').write('other')"_s;
}

void tst_HeaderStore::compiler_thatFails_isAProblemAndNothingElse()
{
    QFETCH(const QString, make);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no precompiled header"_s));
    PrecompiledHeaders headers(tools(), fixtureStore(), 0);
    const Language language = scripted(make);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(headers.argumentsFor(language, fingerprint(language), kIncluding).empty());
        headers.waitUntilIdle();
    }
    QCOMPARE(headers.problems().size(), 1); // it is not tried again and again
}

void tst_HeaderStore::oldHeader_isMadeAnew()
{
    const Language language = scripted();
    const QByteArray key = headerKey(language, fingerprint(language));
    const UniqueFd file = content("unusable");
    QVERIFY(fixtureStore().put(key, {.name = "features.h",
                                     .realPath = "/usr/include/features.h",
                                     .dependencies = {{dependency(), stampOf(dependency())}},
                                     .content = file.get()}));
    PrecompiledHeaders headers(tools(), fixtureStore(), 0);
    headers.prepare(language);
    headers.waitUntilIdle();
    QVERIFY2(headers.problems().isEmpty(), qPrintable(headers.problems().join(u'\n')));
    QFile made(fixtureStore().folder() / key.toStdString() / "features.h.gch");
    QVERIFY(made.open(QIODevice::ReadOnly));
    QCOMPARE(made.readAll(), QByteArray("made"));
}

void tst_HeaderStore::twoEngines_makeTheSame()
{
    const Language language = scripted();
    for (int i = 0; i < 5; ++i) {
        PrecompiledHeaders one(tools(), fixtureStore(), 0);
        PrecompiledHeaders two(tools(), fixtureStore(), 0);
        fixtureStore().remove(headerKey(language, fingerprint(language)));
        one.prepare(language);
        two.prepare(language);
        one.waitUntilIdle();
        two.waitUntilIdle();
        QVERIFY2(one.problems().isEmpty(), qPrintable(one.problems().join(u'\n')));
        QVERIFY2(two.problems().isEmpty(), qPrintable(two.problems().join(u'\n')));
        QVERIFY(fixtureStore().isCurrent(headerKey(language, fingerprint(language))));
    }
}

void tst_HeaderStore::engineThatEnds_givesUpAtOnce()
{
    const auto begin = std::chrono::steady_clock::now();
    {
        PrecompiledHeaders headers(tools(), fixtureStore(), 0);
        headers.prepare(scripted(u"time.sleep(100)"_s));
    }
    QVERIFY(std::chrono::steady_clock::now() - begin < 60s);
    QVERIFY(QDir(QString::fromStdString(fixtureStore().folder())).isEmpty());
}

QTEST_GUILESS_MAIN(tst_HeaderStore)
#include "tst_header_store.moc"
