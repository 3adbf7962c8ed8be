// SPDX-License-Identifier: GPL-3.0-or-later
// The window of operations: a backup as it goes on, its log, and one that fails.
#include "app/actions.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "app/models/operations_model.h"
#include "app/pages/operations_controller.h"
#include "app/pages/operations_window.h"
#include "tests/gui/gui_fixture.h"

#include <QDir>
#include <QTableView>
#include <QTemporaryDir>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSlow = 90'000;

} // namespace

class TestOperationsWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void backup_isShownWithItsLog();
    void backup_ontoSomething_saysWhy();
    void chosen_showsItsOwnLog();

private:
    [[nodiscard]] OperationsWindow *window() const { return m_main->operations()->window(); }
    [[nodiscard]] QString state(int row) const
    {
        return window()->model()->index(row, OperationsModel::State).data().toString();
    }

    QTemporaryDir m_dir;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<MainWindow> m_main;
};

void TestOperationsWindow::initTestCase()
{
    CommandLine line;
    line.engine.dataFolder = m_dir.filePath(u"data"_s).toStdString();
    line.engine.resourceFolder = ASSAY_SOURCE_DIR "/resources";
    line.engine.sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox";
    line.engine.leastTier = core::LeastTier::forOwnPrograms();
    line.engine.compiling.warmUp = core::WarmUp::Never;
    line.packages = {ASSAY_SOURCE_DIR "/resources/problems/warmup"};
    m_host = std::make_unique<EngineHost>(line.engine);
    m_main = std::make_unique<MainWindow>(*m_host, line);
    m_main->show();
    m_host->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_host->engine() != nullptr, kSlow);
    QTRY_VERIFY_WITH_TIMEOUT((*m_main->actions())[ActionId::Submit]->isEnabled(), kSlow);
    (*m_main->actions())[ActionId::Operations]->trigger();
    QVERIFY(window() != nullptr && window()->isVisible());
}

void TestOperationsWindow::backup_isShownWithItsLog()
{
    m_main->operations()->backUp(m_dir.filePath(u"backup"_s));
    QTRY_COMPARE(window()->model()->rowCount(), 1);
    QTRY_COMPARE(state(0), u"Done"_s);
    QTRY_VERIFY(window()->shownLog().contains(u"checking the copy"_s));
    QTRY_VERIFY(window()->shownLog().contains(u"not in it, for it lies elsewhere"_s)); // the sample problem
    QVERIFY(QDir(m_dir.filePath(u"backup"_s)).exists(u"assay.sqlite"_s));
    test::savePictures(*window(), u"operations"_s);
}

void TestOperationsWindow::backup_ontoSomething_saysWhy()
{
    m_main->operations()->backUp(m_dir.filePath(u"backup"_s));
    QTRY_COMPARE(window()->model()->rowCount(), 2);
    QTRY_COMPARE(state(0), u"Failed"_s);
    QVERIFY(m_host->engine()->store().operations(10)->first().failure.contains(u"is there already"_s));
}

void TestOperationsWindow::chosen_showsItsOwnLog()
{
    auto *table = window()->findChild<QTableView *>();
    table->selectRow(0);
    QTRY_VERIFY(window()->shownLog().contains(u"is there already"_s));
    QVERIFY(!window()->shownLog().contains(u"checking the copy"_s));
    table->selectRow(1);
    QTRY_VERIFY(window()->shownLog().contains(u"checking the copy"_s));
    QCOMPARE(window()->shownLog().count(u"checking the copy"_s), 1);
}

ASSAY_GUI_TEST_MAIN(TestOperationsWindow)
#include "tst_operations_window.moc"
