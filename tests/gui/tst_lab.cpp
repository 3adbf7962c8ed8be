// SPDX-License-Identifier: GPL-3.0-or-later
// The Problem Lab: a real package verified in the real sandbox, its details, stopping, export, both themes.
#include "app/models/findings_model.h"
#include "app/models/jury_model.h"
#include "app/pages/export_dialog.h"
#include "app/pages/import_dialog.h"
#include "app/pages/lab_controller.h"
#include "app/pages/lab_window.h"
#include "app/theme/theme.h"
#include "app/widgets/timing_axis.h"
#include "tests/gui/gui_fixture.h"
#include "tests/gui/widget_search.h"
#include "tests/slowness.h"

#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::button;

namespace {

constexpr int kLongest = 120'000;

QString labelled(const QWidget &window, const QString &accessibleName)
{
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->accessibleName() == accessibleName)
            return label->text();
    }
    return {};
}

} // namespace

class TestLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void package_verified_isShownOnOnePage();
    void wrongFolder_isNotAsExpected();
    void stop_keepsWhatWasJudged();
    void brokenPackage_isSaid();
    void timeLimit_inferred_isTold();
    void export_writesWhatReadsBack();
    void import_isLookedAtFirst();

private:
    [[nodiscard]] LabWindow *newWindow() const;
    [[nodiscard]] std::filesystem::path copyOfWarmup() const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestLab::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

LabWindow *TestLab::newWindow() const
{
    core::EngineOptions options;
    options.resourceFolder = ASSAY_SOURCE_DIR "/resources";
    options.sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox";
    options.leastTier = core::LeastTier::forOwnPrograms();
    options.compiling.folder = m_dir->filePath(u"cache"_s).toStdString();
    options.compiling.warmUp = core::WarmUp::Never;
    auto *window = new LabWindow(options);
    window->resize(1100, 780);
    window->show();
    return window;
}

std::filesystem::path TestLab::copyOfWarmup() const
{
    const std::filesystem::path copy = m_dir->filePath(u"warmup"_s).toStdString();
    std::filesystem::copy(ASSAY_SOURCE_DIR "/resources/problems/warmup", copy,
                          std::filesystem::copy_options::recursive);
    return copy;
}

void TestLab::package_verified_isShownOnOnePage()
{
    auto *window = newWindow();
    const QDir folder(QStringLiteral(ASSAY_BIN_DIR "/../screenshots"));
    folder.mkpath(u"."_s);
    applyTheme(*qApp, ThemeChoice::Light);
    QVERIFY(window->grab().save(folder.filePath(u"lab-empty.png"_s)));
    QVERIFY(!button(*window, u"Run all submissions"_s)->isEnabled());
    window->setPackage(ASSAY_SOURCE_DIR "/resources/problems/warmup");
    QSignalSpy ended(window->controller(), &LabController::ended);
    QSignalSpy progressed(window->controller(), &LabController::progressed);
    QTest::mouseClick(button(*window, u"Run all submissions"_s), Qt::LeftButton);
    QVERIFY(button(*window, u"Stop"_s)->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(window->jury()->rowCount() > 0, kLongest * slowness());
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kLongest * slowness());
    QVERIFY(!progressed.isEmpty());
    for (const JuryLine &line : window->jury()->lines())
        QVERIFY2(line.result && line.result->asExpected, qPrintable(line.submission.name));
    QVERIFY(labelled(*window, u"Result of the verification"_s).contains(u"as expected"_s));
    const int late = window->jury()->rowOf(u"time_limit_exceeded/count.py"_s);
    QCOMPARE(window->jury()->index(late, JuryModel::Expected).data().toString(), u"Time limit"_s);

    // A sign on the axis chooses the row, and the row shows its tests, hidden ones by name.
    const QString slow = window->jury()->lines().constLast().submission.name;
    Q_EMIT window->findChild<TimingAxis *>()->pointChosen(slow);
    auto *tabs = window->findChild<QTabWidget *>();
    QVERIFY2(tabs->tabText(tabs->currentIndex()).contains(slow), qPrintable(tabs->tabText(tabs->currentIndex())));
    const auto *cases = tabs->findChildren<QTableView *>().constLast();
    QVERIFY(cases->model()->rowCount() > 0);

    QTest::mouseClick(button(*window, u"Copy the report"_s), Qt::LeftButton);
    const QString report = QGuiApplication::clipboard()->text();
    for (const JuryLine &line : window->jury()->lines())
        QVERIFY(report.contains(line.submission.name));
    for (const auto choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        applyTheme(*qApp, choice);
        QCoreApplication::processEvents();
        QVERIFY(
            window->grab().save(folder.filePath(choice == ThemeChoice::Dark ? u"lab-dark.png"_s : u"lab-light.png"_s)));
    }
    window->close();
}

void TestLab::wrongFolder_isNotAsExpected()
{
    const auto package = copyOfWarmup();
    std::filesystem::remove_all(package / "submissions");
    std::filesystem::create_directories(package / "submissions/wrong_answer");
    std::filesystem::copy(ASSAY_SOURCE_DIR "/resources/problems/warmup/submissions/accepted/xor.py",
                          package / "submissions/wrong_answer/right.py");
    auto *window = newWindow();
    window->setPackage(package);
    QSignalSpy ended(window->controller(), &LabController::ended);
    QSignalSpy verified(window, &LabWindow::verified);
    QTest::mouseClick(button(*window, u"Run all submissions"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kLongest * slowness());
    QCOMPARE(window->jury()->rowCount(), 1);
    QCOMPARE(verified.count(), 1);
    QCOMPARE(verified.first().at(1).value<core::VerificationSummary>().failingLanguages, QStringList(u"python"_s));
    const auto &result = window->jury()->lines().constFirst().result;
    QVERIFY(result && result->judgement && !result->asExpected);
    QVERIFY(labelled(*window, u"Result of the verification"_s).contains(u"another verdict"_s));
    window->close();
}

void TestLab::stop_keepsWhatWasJudged()
{
    auto *window = newWindow();
    window->setPackage(ASSAY_SOURCE_DIR "/resources/problems/warmup");
    QSignalSpy judged(window->controller(), &LabController::judged);
    QSignalSpy failed(window->controller(), &LabController::failed);
    QTest::mouseClick(button(*window, u"Run all submissions"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!judged.isEmpty(), kLongest * slowness());
    QTest::mouseClick(button(*window, u"Stop"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kLongest * slowness());
    const auto done = [](const JuryLine &line) { return line.result.has_value(); };
    QVERIFY(std::ranges::any_of(window->jury()->lines(), done));
    QVERIFY(!std::ranges::all_of(window->jury()->lines(), done));
    QVERIFY(labelled(*window, u"Result of the verification"_s).contains(u"stopped"_s));
    QVERIFY(button(*window, u"Run all submissions"_s)->isVisible());
    window->close();
}

void TestLab::brokenPackage_isSaid()
{
    const auto package = copyOfWarmup();
    std::filesystem::remove(package / "problem.yaml");
    auto *window = newWindow();
    window->setPackage(package);
    QSignalSpy failed(window->controller(), &LabController::failed);
    QTest::mouseClick(button(*window, u"Run all submissions"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kLongest * slowness());
    QVERIFY2(labelled(*window, u"Result of the verification"_s).contains(u"problem.yaml"_s),
             qPrintable(labelled(*window, u"Result of the verification"_s)));
    window->close();
}

void TestLab::timeLimit_inferred_isTold()
{
    const auto package = copyOfWarmup();
    QFile yaml(package / "problem.yaml");
    QVERIFY(yaml.open(QIODevice::ReadWrite));
    QByteArrayList lines = yaml.readAll().split('\n');
    lines.removeIf([](const QByteArray &line) { return line.trimmed().startsWith("time_limit:"); });
    yaml.resize(0);
    yaml.seek(0);
    yaml.write(lines.join('\n'));
    yaml.close();
    std::filesystem::remove_all(package / "submissions/time_limit_exceeded");
    auto *window = newWindow();
    window->setPackage(package);
    QSignalSpy inferred(window->controller(), &LabController::timeLimitFound);
    QSignalSpy told(window, &LabWindow::timeLimitInferred);
    QTest::mouseClick(button(*window, u"Run all submissions"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(inferred.count(), 1, kLongest * slowness());
    QCOMPARE(told.count(), 1);
    const auto found = inferred.first().first().value<core::TimeLimitFound>();
    QCOMPARE(found.source, core::TimeLimitSource::Inferred);
    QCOMPARE(told.first().at(1).value<Milliseconds>(), found.limit);
    window->close();
}

void TestLab::export_writesWhatReadsBack()
{
    auto inspection = core::inspectPackage(ASSAY_SOURCE_DIR "/resources/problems/warmup");
    QVERIFY(inspection && inspection->isUsable());
    ExportDialog dialog(inspection->problem);
    dialog.show();
    auto *losses = dialog.findChild<QPlainTextEdit *>();
    QVERIFY(!losses->isVisible()); // its own version
    dialog.setFormat(core::PackageFormat::Legacy);
    QVERIFY(losses->isVisible() && !losses->toPlainText().isEmpty());
    QVERIFY(dialog.grab().save(QStringLiteral(ASSAY_BIN_DIR "/../screenshots/export.png")));
    QSignalSpy written(&dialog, &ExportDialog::written);
    dialog.write(m_dir->filePath(u"older"_s));
    QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, kLongest * slowness());
    const auto again = core::inspectPackage(m_dir->filePath(u"older"_s).toStdString());
    QVERIFY(again && again->isUsable());
    QCOMPARE(again->problem.format, core::PackageFormat::Legacy);
    dialog.write(m_dir->filePath(u"older"_s)); // is there now
    QTRY_VERIFY(std::ranges::any_of(dialog.findChildren<QLabel *>(),
                                    [](const QLabel *label) { return label->text().contains("is there already"_L1); }));
    QCOMPARE(written.count(), 1);
}

void TestLab::import_isLookedAtFirst()
{
    const QDir folder(m_dir->path());
    folder.mkpath(u"twice"_s);
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(u"twice/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"init.yml"_s, "test_cases: [{in: 1.in, out: 1.out, points: 5}]\n");
    write(u"1.in"_s, "1\n");
    write(u"1.out"_s, "2\n");
    ImportDialog dialog(folder.filePath(u"twice"_s).toStdString());
    dialog.show();
    QSignalSpy looked(&dialog, &ImportDialog::looked);
    QTRY_COMPARE_WITH_TIMEOUT(looked.count(), 1, kLongest * slowness());
    QVERIFY(dialog.plan() != nullptr && dialog.plan()->problem());
    QVERIFY(button(dialog, u"Save as…"_s)->isEnabled());
    QVERIFY(dialog.grab().save(QStringLiteral(ASSAY_BIN_DIR "/../screenshots/import.png")));
    QSignalSpy imported(&dialog, &ImportDialog::imported);
    dialog.write(folder.filePath(u"made"_s));
    QTRY_COMPARE_WITH_TIMEOUT(imported.count(), 1, kLongest * slowness());
    QVERIFY(core::inspectPackage(folder.filePath(u"made"_s).toStdString())->isUsable());

    write(u"init.yml"_s, "generator: gen.cpp\ntest_cases: [{points: 5}]\n");
    ImportDialog refused(folder.filePath(u"twice"_s).toStdString());
    refused.show();
    QSignalSpy refusal(&refused, &ImportDialog::looked);
    QTRY_COMPARE_WITH_TIMEOUT(refusal.count(), 1, kLongest * slowness());
    QVERIFY(!button(refused, u"Save as…"_s)->isEnabled());
    QVERIFY(labelled(refused, u"Result of the look"_s).contains(u"cannot be imported"_s));
}

ASSAY_GUI_TEST_MAIN(TestLab)
#include "tst_lab.moc"
