// SPDX-License-Identifier: GPL-3.0-or-later
// The window of operations: a backup as it goes on, its log, and one that fails.
#include "app/models/operations_model.h"
#include "app/pages/operations_controller.h"
#include "app/pages/operations_window.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QDir>
#include <QTableView>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;

class TestOperationsWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void backup_isShownWithItsLog();
    void backup_ontoSomething_saysWhy();
    void chosen_showsItsOwnLog();

private:
    [[nodiscard]] OperationsWindow *window() const { return m_desktop.window->operations()->window(); }
    [[nodiscard]] QString state(int row) const
    {
        return window()->model()->index(row, OperationsModel::State).data().toString();
    }

    test::Desktop m_desktop;
};

void TestOperationsWindow::initTestCase()
{
    m_desktop.open({test::kSampleProblems / "warmup"});
    m_desktop.waitForProblem();
    m_desktop.action(ActionId::Operations)->trigger();
    QVERIFY(window() != nullptr && window()->isVisible());
}

void TestOperationsWindow::backup_isShownWithItsLog()
{
    m_desktop.window->operations()->backUp(m_desktop.dir.filePath(u"backup"_s));
    QTRY_COMPARE(window()->model()->rowCount(), 1);
    QTRY_COMPARE(state(0), u"Done"_s);
    QTRY_VERIFY(window()->shownLog().contains(u"checking the copy"_s));
    QTRY_VERIFY(window()->shownLog().contains(u"not in it, for it lies elsewhere"_s)); // the sample problem
    QVERIFY(QDir(m_desktop.dir.filePath(u"backup"_s)).exists(u"assay.sqlite"_s));
    test::savePictures(*window(), u"operations"_s);
}

void TestOperationsWindow::backup_ontoSomething_saysWhy()
{
    m_desktop.window->operations()->backUp(m_desktop.dir.filePath(u"backup"_s));
    QTRY_COMPARE(window()->model()->rowCount(), 2);
    QTRY_COMPARE(state(0), u"Failed"_s);
    QVERIFY(m_desktop.engine().store().operations(10)->first().failure.contains(u"is there already"_s));
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
