// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the problem library on a real store.
#include "core/problems/problem_library.h"

#include "tests/unit/problems/archive_writer.h"
#include "tests/unit/problems/package_folder.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

/// Closed and opened again it holds what it held.
struct Fixture {
    QTemporaryDir folder;
    EventBus bus;
    SystemClock clock;

    std::unique_ptr<Store> open()
    {
        auto store = Store::open({.folder = folder.path().toStdString()}, bus, clock);
        if (!store)
            qFatal("%s", store.error().describe().c_str());
        return std::move(*store);
    }
};

std::ptrdiff_t entriesIn(const std::filesystem::path &folder)
{
    std::error_code error;
    return std::distance(std::filesystem::directory_iterator{folder, error}, {});
}

} // namespace

class TestProblemLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void open_samePackage_keepsItsId();
    void find_afterRestart_readsThePackageAgain();
    void find_changedPackage_isRefused();
    void open_archive_isUnpackedOnceAndKept();
    void open_brokenArchive_leavesNothing();
    void library_start_removesWhatNobodyUses();
    void find_unknownOrRemoved_isNotFound();
    void candidateProblem_holdsSamplesOnly();
    void interactive_candidatesSeeTheConversationOnly();
    void statement_language_fallsBack();
    void timeLimit_inferred_staysAfterARestart();
    void timeLimit_inferredElsewhere_countsHere();
};

void TestProblemLibrary::open_samePackage_keepsItsId()
{
    Fixture fixture;
    const auto store = fixture.open();
    ProblemLibrary library{*store};
    PackageFolder package;
    package.fill2025();
    const ProblemId id = library.open(package.path())->problem.id;
    QCOMPARE(library.open(package.path())->problem.id, id);
    package.write("data/secret/1.ans", "11\n");
    QVERIFY(library.open(package.path())->problem.id != id);
    QCOMPARE(library.list()->size(), 2);
    QCOMPARE(library.find(id).value()->id, id);
}

void TestProblemLibrary::find_afterRestart_readsThePackageAgain()
{
    Fixture fixture;
    PackageFolder package;
    package.fill2025();
    ProblemId id;
    {
        const auto store = fixture.open();
        id = ProblemLibrary{*store}.open(package.path())->problem.id;
    }
    const auto store = fixture.open();
    ProblemLibrary library{*store};
    const auto problem = library.find(id);
    QVERIFY(problem);
    QCOMPARE((*problem)->id, id);
    QCOMPARE((*problem)->cases.size(), 2);
    QCOMPARE(library.find(id)->get(), problem->get());
}

void TestProblemLibrary::find_changedPackage_isRefused()
{
    Fixture fixture;
    PackageFolder package;
    package.fill2025();
    const auto store = fixture.open();
    const ProblemId id = ProblemLibrary{*store}.open(package.path())->problem.id;
    package.write("data/secret/1.ans", "11\n");
    ProblemLibrary later{*store};
    QCOMPARE(later.find(id).error().code, Errc::InvalidPackage);
    std::filesystem::remove_all(package.path());
    QCOMPARE(later.find(id).error().code, Errc::InvalidPackage);
}

void TestProblemLibrary::open_archive_isUnpackedOnceAndKept()
{
    Fixture fixture;
    const std::filesystem::path unpacked = fixture.folder.path().toStdString() + "/packages";
    const std::filesystem::path file = fixture.folder.path().toStdString() + "/sum.zip";
    {
        ArchiveWriter archive{file, ArchiveWriter::Format::Zip};
        archive.addPackage("sum/");
    }
    ProblemId id;
    {
        const auto store = fixture.open();
        ProblemLibrary library{*store, unpacked};
        id = library.open(file)->problem.id;
        QCOMPARE(library.open(file)->problem.id, id);
        QCOMPARE(entriesIn(unpacked), 1);
        QCOMPARE(ProblemLibrary{*store}.open(file).error().code, Errc::Unsupported);
    }
    std::filesystem::remove(file); // What was unpacked is enough from now on.
    const auto store = fixture.open();
    ProblemLibrary library{*store, unpacked};
    QCOMPARE(library.candidateProblem(id)->samples[0].input, "1 2\n");
    QVERIFY(library.remove(id));
    QCOMPARE(entriesIn(unpacked), 1); // Judging may still go on.
    const ProblemLibrary later{*store, unpacked};
    QCOMPARE(entriesIn(unpacked), 0);
}

void TestProblemLibrary::open_brokenArchive_leavesNothing()
{
    Fixture fixture;
    const std::filesystem::path unpacked = fixture.folder.path().toStdString() + "/packages";
    const std::filesystem::path file = fixture.folder.path().toStdString() + "/sum.zip";
    const auto store = fixture.open();
    ProblemLibrary library{*store, unpacked};
    {
        ArchiveWriter archive{file, ArchiveWriter::Format::Zip};
        archive.add("sum/problem.yaml", "limits: {memory: much}\n");
    }
    QCOMPARE(library.open(file).error().code, Errc::InvalidPackage);
    QCOMPARE(entriesIn(unpacked), 0);
    {
        ArchiveWriter archive{file, ArchiveWriter::Format::Zip};
        archive.addPackage("sum/");
        archive.add("../evil", "x");
    }
    QCOMPARE(library.open(file).error().describe(), "sum.zip: \"../evil\": the name leaves the archive");
    QCOMPARE(entriesIn(unpacked), 0);
}

void TestProblemLibrary::library_start_removesWhatNobodyUses()
{
    Fixture fixture;
    const std::filesystem::path unpacked = fixture.folder.path().toStdString() + "/packages";
    std::filesystem::create_directories(unpacked / ".unpacking-abcdef/sum/data");
    std::filesystem::create_symlink(fixture.folder.path().toStdString(), unpacked / "link");
    const auto store = fixture.open();
    const ProblemLibrary library{*store, unpacked};
    QCOMPARE(entriesIn(unpacked), 0);
    QVERIFY(std::filesystem::exists(fixture.folder.path().toStdString()));
}

void TestProblemLibrary::find_unknownOrRemoved_isNotFound()
{
    Fixture fixture;
    PackageFolder package;
    package.fill2025();
    const auto store = fixture.open();
    ProblemLibrary library{*store};
    QCOMPARE(library.find(ProblemId::make()).error().code, Errc::NotFound);
    const ProblemId id = library.open(package.path())->problem.id;
    QVERIFY(library.remove(id));
    QCOMPARE(library.find(id).error().code, Errc::NotFound);
    QVERIFY(library.list()->isEmpty());
}

void TestProblemLibrary::candidateProblem_holdsSamplesOnly()
{
    Fixture fixture;
    PackageFolder package;
    package.fill2025();
    package.write("data/sample/1.ans.statement", "three\n");
    const auto store = fixture.open();
    ProblemLibrary library{*store};
    const auto view = library.candidateProblem(library.open(package.path())->problem.id);
    QVERIFY(view);
    QCOMPARE(view->title, u"Sum"_s);
    QCOMPARE(view->samples, (QList<Sample>{{u"sample/1"_s, "1 2\n", "three\n"}}));
    QCOMPARE(view->secretCaseCount, 1);
    QCOMPARE(view->statementLanguages, QStringList{u"en"_s});
}

void TestProblemLibrary::interactive_candidatesSeeTheConversationOnly()
{
    Fixture fixture;
    const auto store = fixture.open();
    ProblemLibrary library{*store};
    PackageFolder package;
    package.fill2025();
    package.write("problem.yaml", "problem_format_version: 2025-09\nname: Guess\ntype: interactive\n"
                                  "uuid: 6d1b2a3c-1111-4222-8333-944455556671\n");
    package.write("output_validator/v.py", "");
    package.write("data/sample/1.interaction", "<more & more\n>17\n---\n>18\n");
    const auto read = library.open(package.path());
    QVERIFY2(read, read ? "" : read.error().describe().c_str());
    QVERIFY(library.candidateProblem(read->problem.id)->samples.isEmpty()); // they are the validator's
    const QString shown = library.statement(read->problem.id, u"en"_s).value();
    QVERIFY2(shown.contains(u"<pre>more &amp; more</pre>"_s) && shown.contains(u"<pre>17</pre>"_s), qPrintable(shown));
    QVERIFY(shown.indexOf(u"17"_s) < shown.indexOf(u"<hr/>"_s) && shown.indexOf(u"<hr/>"_s) < shown.indexOf(u"18"_s));
}

void TestProblemLibrary::statement_language_fallsBack()
{
    Fixture fixture;
    PackageFolder package;
    package.fill2025();
    package.write("statement/problem.de.tex", "Addiere.\n");
    package.write("statement/problem.de.pdf", "%PDF\n");
    const auto store = fixture.open();
    ProblemLibrary library{*store};
    const ProblemId id = library.open(package.path())->problem.id;
    QCOMPARE(library.statement(id, u"de"_s).value(), u"<p>Addiere.</p>\n"_s);
    QCOMPARE(library.statement(id, u"en"_s).value(), u"<p>Add.</p>\n"_s);
    QCOMPARE(library.statement(id, u"fr"_s).value(), u"<p>Add.</p>\n"_s);
}

void TestProblemLibrary::timeLimit_inferred_staysAfterARestart()
{
    Fixture fixture;
    PackageFolder package;
    package.fillLegacy();
    package.remove(".timelimit");
    ProblemId id;
    {
        const auto store = fixture.open();
        ProblemLibrary library{*store};
        id = library.open(package.path())->problem.id;
        QCOMPARE(library.find(id).value()->timeLimitSource, TimeLimitSource::Assumed);
        QVERIFY(library.setTimeLimit(id, Milliseconds{60'000}, TimeLimitSource::Assumed)); // for a while
        QVERIFY(library.setTimeLimit(id, Milliseconds{700}, TimeLimitSource::Inferred));
        QCOMPARE(library.open(package.path())->problem.limits.cpu, Milliseconds{700});
    }
    const auto store = fixture.open();
    ProblemLibrary library{*store};
    QCOMPARE(library.find(id).value()->limits.cpu, Milliseconds{700});
    QCOMPARE(library.find(id).value()->timeLimitSource, TimeLimitSource::Inferred);
    package.write(".timelimit", "3\n"); // what the package says is stronger, and it is another version
    QCOMPARE(library.open(package.path())->problem.limits.cpu, Milliseconds{3000});
    QCOMPARE(library.setTimeLimit(ProblemId::make(), Milliseconds{1}, TimeLimitSource::Inferred).error().code,
             Errc::NotFound);
}

/// Several engines share a store, each with a library of its own.
void TestProblemLibrary::timeLimit_inferredElsewhere_countsHere()
{
    Fixture fixture;
    PackageFolder package;
    package.fillLegacy();
    package.remove(".timelimit");
    const auto store = fixture.open();
    ProblemLibrary here{*store};
    ProblemLibrary elsewhere{*store};
    const ProblemId id = here.open(package.path())->problem.id;
    const auto assumed = here.find(id).value();
    QCOMPARE(assumed->timeLimitSource, TimeLimitSource::Assumed);
    QCOMPARE(here.find(id).value(), assumed); // and not read anew each time
    QVERIFY(elsewhere.setTimeLimit(id, Milliseconds{700}, TimeLimitSource::Inferred));
    const auto found = here.find(id).value();
    QCOMPARE(found->timeLimitSource, TimeLimitSource::Inferred);
    QCOMPARE(found->limits.cpu, Milliseconds{700});
    QCOMPARE(here.find(id).value(), found);
}

QTEST_GUILESS_MAIN(TestProblemLibrary)
#include "tst_problem_library.moc"
