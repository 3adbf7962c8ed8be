// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of taking problems in and having them verified, over a real store and real archives; what verifies is made up.
#include "core/operations/problem_operations.h"
#include "tests/unit/problems/archive_writer.h"
#include "tests/unit/store/store_fixture.h"

#include <QFile>

#include <future>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPackage = "problem_format_version: 2025-09\nname: Twice\nuuid: 6d1b2a3c-1111-4222-8333-944455556666\n";

/// Of a problem with a sample, a secret case and a submission.
QByteArray archiveOf(const QString &folder, const char *secretAnswer = "42\n")
{
    const QString path = folder + u"/made.zip"_s;
    {
        ArchiveWriter archive(path.toStdString(), ArchiveWriter::Format::Zip);
        archive.add("twice/problem.yaml", kPackage);
        archive.add("twice/statement/problem.en.md", "Print twice the number.\n");
        archive.add("twice/data/sample/1.in", "4\n");
        archive.add("twice/data/sample/1.ans", "8\n");
        archive.add("twice/data/secret/1.in", "21\n");
        archive.add("twice/data/secret/1.ans", secretAnswer);
        archive.add("twice/submissions/accepted/a.py", "print(2 * int(input()))\n");
    }
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A problem as DMOJ has it.
QByteArray foreignArchiveOf(const QString &folder)
{
    const QString path = folder + u"/foreign.zip"_s;
    {
        ArchiveWriter archive(path.toStdString(), ArchiveWriter::Format::Zip);
        archive.add("init.yml", "test_cases:\n- {in: 1.in, out: 1.out, points: 100}\n");
        archive.add("1.in", "21\n");
        archive.add("1.out", "42\n");
    }
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct ProblemsFixture {
    StoreFixture files;
    std::unique_ptr<Store> store = files.open();
    QString folder = QString::fromStdString(files.path().native());
    QString data = folder + u"/data"_s;
    std::unique_ptr<ProblemLibrary> library;
    std::unique_ptr<OperationService> operations;
    std::unique_ptr<ProblemOperations> problems;

    explicit ProblemsFixture(ProblemOperations::Verify verify = {})
        : library(std::make_unique<ProblemLibrary>(*store, (data + u"/packages"_s).toStdString()))
        , operations(std::make_unique<OperationService>(*store, files.clock))
        , problems(std::make_unique<ProblemOperations>(*store, *library, *operations, files.clock,
                                                       (data + u"/uploads"_s).toStdString(), std::move(verify)))
    {
    }
    ~ProblemsFixture() { operations.reset(); }
    ProblemsFixture(const ProblemsFixture &) = delete;
    ProblemsFixture &operator=(const ProblemsFixture &) = delete;

    [[nodiscard]] Operation ended(OperationId id) const
    {
        Operation operation;
        for (int i = 0; i < 6000 && !isFinal(operation.state); ++i) {
            QTest::qWait(10);
            operation = expect(store->operation(id));
        }
        return operation;
    }
    [[nodiscard]] QString logOf(OperationId id) const
    {
        QString text;
        for (const OperationLine &line : expect(store->operationLog(id, 0)).lines)
            text += line.text + u'\n';
        return text;
    }
    [[nodiscard]] ProblemId imported() const
    {
        const Operation operation = ended(expect(problems->import(u"twice.zip"_s, archiveOf(folder))));
        return expect(ProblemId::fromText(operation.result.toStdString()));
    }
    [[nodiscard]] ProblemRecord record(ProblemId id) const
    {
        const auto all = expect(library->list());
        const auto found = std::ranges::find(all, id, &ProblemRecord::id);
        return found == all.end() ? ProblemRecord{} : *found;
    }
    [[nodiscard]] QStringList uploads() const
    {
        return QDir(data + u"/uploads"_s).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    }
};

} // namespace

class TestProblemOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void import_package_isOneOfTheProblems();
    void import_foreign_isCarriedOver();
    void import_bad_data();
    void import_bad();
    void import_name_data();
    void import_name();
    void import_leftByAnEarlierEngine_isRemoved();
    void verify_outcome_isKept();
    void verify_changedPackage_isNotKept();
    void verify_twoProblems_oneAfterTheOther();
    void verify_nobodyDoes_isRefused();
};

void TestProblemOperations::import_package_isOneOfTheProblems()
{
    ProblemsFixture fixture;
    const OperationId id = expect(fixture.problems->import(u"twice.zip"_s, archiveOf(fixture.folder)));
    const Operation operation = fixture.ended(id);
    QVERIFY2(operation.state == OperationState::Completed, qPrintable(operation.failure));
    QCOMPARE(operation.type, OperationType::ImportProblem);
    QCOMPARE(operation.subject, u"twice.zip"_s);
    const ProblemId problem = expect(ProblemId::fromText(operation.result.toStdString()));
    QCOMPARE(fixture.record(problem).title, u"Twice"_s);
    QVERIFY2(fixture.logOf(id).contains(u"1 sample(s), 1 secret case(s), 1 submission(s)"),
             qPrintable(fixture.logOf(id)));
    QTRY_VERIFY(fixture.uploads().isEmpty());
    // It stays when the upload is gone, and the same content is the same problem.
    QCOMPARE(expect(fixture.library->candidateProblem(problem)).samples.size(), 1);
    QCOMPARE(fixture.imported(), problem);
}

void TestProblemOperations::import_foreign_isCarriedOver()
{
    ProblemsFixture fixture;
    const OperationId id = expect(fixture.problems->import(u"aplusb.zip"_s, foreignArchiveOf(fixture.folder)));
    const Operation operation = fixture.ended(id);
    QVERIFY2(operation.state == OperationState::Completed, qPrintable(fixture.logOf(id)));
    QVERIFY2(fixture.logOf(id).contains(u"dmoj"), qPrintable(fixture.logOf(id)));
    const auto problem = expect(fixture.library->find(expect(ProblemId::fromText(operation.result.toStdString()))));
    QCOMPARE(problem->cases.size(), 1);
}

void TestProblemOperations::import_bad_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("said");
    const QTemporaryDir folder;
    const QByteArray good = archiveOf(folder.path());
    QTest::newRow("no archive") << QByteArray("hello") << u"twice.zip"_s;
    QTest::newRow("half an archive") << good.first(good.size() / 2) << u"twice.zip"_s;
    const QString path = folder.filePath(u"other.zip"_s);
    {
        ArchiveWriter archive(path.toStdString(), ArchiveWriter::Format::Zip);
        archive.add("notes.txt", "nothing to judge\n");
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QTest::newRow("no problem in it") << file.readAll() << u"problem.yaml"_s;
}

void TestProblemOperations::import_bad()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, said);
    ProblemsFixture fixture;
    const Operation operation = fixture.ended(expect(fixture.problems->import(u"twice.zip"_s, content)));
    QCOMPARE(operation.state, OperationState::Failed);
    QVERIFY2(operation.failure.contains(said), qPrintable(operation.failure));
    QVERIFY(operation.result.isEmpty());
    QVERIFY(expect(fixture.library->list()).isEmpty());
    QTRY_VERIFY(fixture.uploads().isEmpty());
}

void TestProblemOperations::import_name_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("taken");
    QTest::newRow("zip") << u"a.zip"_s << true;
    QTest::newRow("kpp") << u"Größe 1.kpp"_s << true;
    QTest::newRow("tar.gz") << u"a.tar.gz"_s << true;
    for (const QString &name : {u""_s, u"a"_s, u"a.exe"_s, u".zip"_s, u"../a.zip"_s, u"a/b.zip"_s, u"a\\b.zip"_s,
                                u"problem.yaml"_s, u"a\n.zip"_s, QString(300, u'a') + u".zip"_s})
        QTest::addRow("'%s'", qPrintable(name.left(20))) << name << false;
}

void TestProblemOperations::import_name()
{
    QFETCH(const QString, name);
    QFETCH(const bool, taken);
    ProblemsFixture fixture;
    const auto started = fixture.problems->import(name, "x");
    QCOMPARE(started.has_value(), taken);
    if (!taken)
        QCOMPARE(errorOf(started), Errc::InvalidArgument);
}

void TestProblemOperations::import_leftByAnEarlierEngine_isRemoved()
{
    StoreFixture files;
    const std::filesystem::path left = files.path() / "uploads" / "left";
    QVERIFY(std::filesystem::create_directories(left));
    const auto store = files.open();
    ProblemLibrary library(*store);
    OperationService operations(*store, files.clock);
    const ProblemOperations problems(*store, library, operations, files.clock, left.parent_path(), {});
    QVERIFY(!std::filesystem::exists(left));
}

void TestProblemOperations::verify_outcome_isKept()
{
    QString hash;
    Milliseconds found{700};
    ProblemsFixture fixture([&hash, &found](const std::filesystem::path &package, const VerifierListener &listener,
                                            const std::stop_token & /*stop*/) -> Result<VerifiedPackage> {
        listener.begun(3);
        listener.judging(1, u"accepted/a.py"_s);
        listener.log(LogLevel::Warning, u"seen in "_s + QString::fromStdString(package.filename().string()));
        return VerifiedPackage{.contentHash = hash,
                               .verification = {.when = {}, .failingLanguages = {u"cpp"_s}, .dataAsMeant = false},
                               .inferredTimeLimit = found};
    });
    const ProblemId id = fixture.imported();
    hash = fixture.record(id).contentHash;
    fixture.files.clock.time += 1h;
    const OperationId operation = expect(fixture.problems->verify(id));
    QCOMPARE(fixture.ended(operation).state, OperationState::Completed);
    QCOMPARE(fixture.ended(operation).steps, 3);
    QVERIFY(fixture.logOf(operation).contains(u"seen in twice"));
    QVERIFY(fixture.logOf(operation).contains(u"not as its authors mean it"));
    const ProblemRecord record = fixture.record(id);
    QVERIFY(record.verification);
    QCOMPARE(record.verification->when, fixture.files.clock.time);
    QCOMPARE(record.verification->failingLanguages, QStringList{u"cpp"_s});
    QVERIFY(!record.verification->dataAsMeant);
    QCOMPARE(record.inferredTimeLimit, Milliseconds{700});
    // Somebody may have been judged by it: it stays.
    found = Milliseconds{900};
    QCOMPARE(fixture.ended(expect(fixture.problems->verify(id))).state, OperationState::Completed);
    QCOMPARE(fixture.record(id).inferredTimeLimit, Milliseconds{700});
}

void TestProblemOperations::verify_changedPackage_isNotKept()
{
    ProblemsFixture fixture([](const auto & /*package*/, const auto & /*listener*/, const auto & /*stop*/) {
        return Result<VerifiedPackage>(
            VerifiedPackage{.contentHash = u"another"_s, .verification = {}, .inferredTimeLimit = {}});
    });
    const ProblemId id = fixture.imported();
    const Operation operation = fixture.ended(expect(fixture.problems->verify(id)));
    QCOMPARE(operation.state, OperationState::Failed);
    QVERIFY2(operation.failure.contains(u"has changed"), qPrintable(operation.failure));
    QVERIFY(!fixture.record(id).verification);
}

/// Two at once would take each other's time. Whoever waits can be cancelled.
void TestProblemOperations::verify_twoProblems_oneAfterTheOther()
{
    std::promise<void> begun;
    std::promise<void> release;
    std::atomic<int> underWay = 0;
    std::atomic<int> most = 0;
    std::atomic<bool> first = true;
    ProblemsFixture fixture([&](const auto & /*package*/, const auto &listener, const auto & /*stop*/) {
        most = std::max<int>(most, ++underWay);
        listener.begun(1);
        if (first.exchange(false)) {
            begun.set_value();
            release.get_future().wait();
        }
        --underWay;
        return Result<VerifiedPackage>(fail(Errc::Sandbox, "made up"));
    });
    const ProblemId one = fixture.imported();
    const ProblemId two = expect(ProblemId::fromText(
        fixture.ended(expect(fixture.problems->import(u"2.zip"_s, archiveOf(fixture.folder, "43\n"))))
            .result.toStdString()));
    QVERIFY(one != two);
    const OperationId running = expect(fixture.problems->verify(one));
    begun.get_future().wait();
    QCOMPARE(expect(fixture.problems->verify(one)), running); // the same problem: the same operation
    const OperationId waiting = expect(fixture.problems->verify(two));
    QVERIFY(waiting != running);
    QTRY_COMPARE(expect(fixture.store->operation(waiting)).state, OperationState::Running);
    QVERIFY(expect(fixture.operations->cancel(waiting)));
    QCOMPARE(fixture.ended(waiting).state, OperationState::Cancelled);
    release.set_value();
    QCOMPARE(fixture.ended(running).failure, u"made up"_s);
    QCOMPARE(fixture.ended(expect(fixture.problems->verify(two))).state, OperationState::Failed);
    QCOMPARE(most.load(), 1);
}

void TestProblemOperations::verify_nobodyDoes_isRefused()
{
    ProblemsFixture fixture;
    QCOMPARE(errorOf(fixture.problems->verify(fixture.imported())), Errc::Unsupported);
    QVERIFY(!fixture.problems->canVerify());
}

QTEST_GUILESS_MAIN(TestProblemOperations)
#include "tst_problem_operations.moc"
