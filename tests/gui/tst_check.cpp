// SPDX-License-Identifier: GPL-3.0-or-later
// "Check this computer": mechanisms, a few real attacks in the real sandbox, stopping, the report, both themes.
#include "app/models/attacks_model.h"
#include "app/pages/attack_controller.h"
#include "app/pages/check_window.h"
#include "app/theme/theme.h"
#include "tests/gui/gui_fixture.h"
#include "tests/gui/widget_search.h"
#include "tests/slowness.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::button;

namespace {

constexpr int kLongest = 60'000;

core::AttackOptions options(const QString &only)
{
    return {.resourceFolder = ASSAY_SOURCE_DIR "/resources",
            .attackFolder = ASSAY_SOURCE_DIR "/tests/sandbox_programs",
            .sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox",
            .only = only};
}

core::SandboxStatus knownSandbox()
{
    core::SandboxStatus status{.tier = u"partial"_s, .usable = true, .reason = u"memory cgroup: not delegated"_s};
    status.mechanisms = {{.name = u"user namespaces"_s, .available = true, .detail = u"each container has one"_s},
                         {.name = u"memory cgroup"_s,
                          .detail = u"memory controller not delegated"_s,
                          .fix = u"systemd-run --user --scope -p Delegate=yes assay"_s}};
    return status;
}

QString resultOf(const CheckWindow &window)
{
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->accessibleName() == u"Result of the check"_s)
            return label->text();
    }
    return {};
}

} // namespace

class TestCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void attacks_areShownAsTheyEnd();
    void stop_endsThemAndKeepsWhatWasTried();
    void corpus_missing_isSaid();
};

void TestCheck::attacks_areShownAsTheyEnd()
{
    auto *window = new CheckWindow(options(u"memory"_s));
    window->resize(1040, 640);
    window->showSandbox(knownSandbox());
    window->show();
    QSignalSpy ended(window->controller(), &AttackController::ended);
    QTest::mouseClick(button(*window, u"Run the attacks"_s), Qt::LeftButton);
    QVERIFY(button(*window, u"Stop"_s)->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kLongest * slowness());
    QVERIFY(window->attacks()->rowCount() > 0);
    for (const auto &row : window->attacks()->rows())
        QCOMPARE(row.judgement.state, core::AttackState::Contained);
    QVERIFY2(!resultOf(*window).isEmpty(), "nothing was said");
    QVERIFY(button(*window, u"Run the attacks"_s)->isVisible());

    auto *table = window->findChild<QTableView *>();
    QCOMPARE(table->model()->rowCount(), window->attacks()->rowCount());
    window->findChild<QCheckBox *>()->setChecked(true); // nothing went wrong: nothing is left to see
    QCOMPARE(table->model()->rowCount(), 0);
    window->findChild<QCheckBox *>()->setChecked(false);

    QTest::mouseClick(button(*window, u"Copy the report"_s), Qt::LeftButton);
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY2(report.contains(u"memory"_s) && report.contains(u"memory controller not delegated"_s), qPrintable(report));
    const QDir folder(QStringLiteral(ASSAY_BIN_DIR "/../screenshots"));
    folder.mkpath(u"."_s);
    for (const auto choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        applyTheme(*qApp, choice);
        QCoreApplication::processEvents();
        QVERIFY(window->grab().save(
            folder.filePath(choice == ThemeChoice::Dark ? u"check-dark.png"_s : u"check-light.png"_s)));
    }
    window->close();
}

void TestCheck::stop_endsThemAndKeepsWhatWasTried()
{
    auto *window = new CheckWindow(options({}));
    window->show();
    QSignalSpy rows(window->controller(), &AttackController::rowsArrived);
    QSignalSpy failed(window->controller(), &AttackController::failed);
    QTest::mouseClick(button(*window, u"Run the attacks"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isEmpty(), kLongest * slowness());
    QTest::mouseClick(button(*window, u"Stop"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kLongest * slowness());
    QVERIFY(window->attacks()->rowCount() > 0);
    QVERIFY(resultOf(*window).contains(u"stopped"_s));
    window->close();
}

void TestCheck::corpus_missing_isSaid()
{
    core::AttackOptions nowhere = options({});
    nowhere.attackFolder = "/nowhere";
    auto *window = new CheckWindow(nowhere);
    window->show();
    QSignalSpy failed(window->controller(), &AttackController::failed);
    QTest::mouseClick(button(*window, u"Run the attacks"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kLongest * slowness());
    QVERIFY2(resultOf(*window).contains(u"/nowhere"_s), qPrintable(resultOf(*window)));
    window->close();
}

ASSAY_GUI_TEST_MAIN(TestCheck)
#include "tst_check.moc"
