// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the problem library on a real store.
#include "core/problems/problem_library.h"

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

} // namespace

class TestProblemLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void open_samePackage_keepsItsId();
    void find_afterRestart_readsThePackageAgain();
    void find_changedPackage_isRefused();
    void find_unknownOrRemoved_isNotFound();
    void candidateProblem_holdsSamplesOnly();
    void statement_language_fallsBack();
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

QTEST_GUILESS_MAIN(TestProblemLibrary)
#include "tst_problem_library.moc"
