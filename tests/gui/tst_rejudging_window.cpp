// SPDX-License-Identifier: GPL-3.0-or-later
// Judging again from the submission list: the preview, applying, what the list and a submission's window say then.
#include "app/models/submissions_model.h"
#include "app/pages/rejudging_controller.h"
#include "app/pages/rejudging_window.h"
#include "app/pages/submissions_panel.h"
#include "app/theme/theme.h"
#include "app/widgets/message_bar.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QCheckBox>
#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::button;

namespace {

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestRejudgingWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingOpen_isSaid();
    void judgedAgain_isShownBeforeItCounts();
    void applied_showsInTheListAndInTheHistory();

private:
    void submit(const QByteArray &source);
    [[nodiscard]] QString result(int row) const;

    test::Desktop m_desktop;
    QString m_answer; ///< A file of the problem's.
    QByteArray m_right;
};

void TestRejudgingWindow::initTestCase()
{
    const std::filesystem::path package = m_desktop.dir.filePath(u"warmup"_s).toStdString();
    std::filesystem::copy(ASSAY_SOURCE_DIR "/resources/problems/warmup", package,
                          std::filesystem::copy_options::recursive);
    const QDir secret(QString::fromStdString((package / "data/secret").string()));
    m_answer = secret.filePath(secret.entryList({u"*.ans"_s}).constLast());
    QFile file(m_answer);
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_right = file.readAll();
    file.close();
    writeText(m_answer, "77777\n");

    m_desktop.open({package});
    m_desktop.waitForProblem();
    submit("import sys\nx = 0\nfor tag in sys.stdin.read().split()[1:]:\n    x ^= int(tag)\nprint(x)\n");
    submit("print('no idea')\n");
}

void TestRejudgingWindow::submit(const QByteArray &source)
{
    const int rows = m_desktop.window->submissions()->rowCount();
    const auto problem = m_desktop.engine().problems().list()->first().id;
    QVERIFY(m_desktop.engine().submissions().submit(
        {.problem = problem, .language = u"python"_s, .sources = {{.name = u"main.py"_s, .content = source}}}));
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop.window->submissions()->rowCount(), rows + 1, test::kJudging);
    QTRY_VERIFY_WITH_TIMEOUT(core::isFinal(m_desktop.window->submissions()->lineAt(0).judgement.state), test::kJudging);
}

QString TestRejudgingWindow::result(int row) const
{
    return m_desktop.window->submissions()->index(row, SubmissionsModel::Result).data().toString();
}

void TestRejudgingWindow::nothingOpen_isSaid()
{
    m_desktop.action(ActionId::Rejudgings)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(
        m_desktop.window->messageBar()->message().text.contains(u"Nothing is being judged again"_s), test::kJudging);
    QVERIFY(m_desktop.window->rejudging()->window() == nullptr);
}

void TestRejudgingWindow::judgedAgain_isShownBeforeItCounts()
{
    QCOMPARE(result(0), u"Wrong answer"_s);
    QCOMPARE(result(1), u"Wrong answer"_s);
    writeText(m_answer, m_right);

    auto *table = m_desktop.window->submissionsPanel()->table();
    table->selectAll();
    const QPoint place = table->visualRect(table->model()->index(0, 0)).center();
    Q_EMIT table->customContextMenuRequested(place);
    QAction *again = nullptr;
    for (const auto *menu : m_desktop.window->submissionsPanel()->findChildren<QMenu *>()) {
        for (auto *action : menu->actions()) {
            if (action->text().remove(u'&') == u"Judge again"_s)
                again = action;
        }
    }
    QVERIFY(again != nullptr && again->isEnabled());
    again->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_desktop.window->rejudging()->window() != nullptr, test::kJudging);
    auto *window = m_desktop.window->rejudging()->window();
    QTRY_VERIFY_WITH_TIMEOUT(window->model()->rowCount() == 2 && window->model()->rejudging().isFinished(),
                             test::kJudging);
    QCOMPARE(window->model()->rejudging().changedCount(), 1);
    QTRY_VERIFY(button(*window, u"Apply"_s)->isEnabled());
    QCOMPARE(result(1), u"Wrong answer"_s); // nothing counts yet
    test::savePictures(*window, u"rejudging"_s);
    window->findChild<QCheckBox *>()->setChecked(true);
    QCOMPARE(window->findChild<QTableView *>()->model()->rowCount(), 1);

    window->close(); // it is there later as well
    QTRY_VERIFY(m_desktop.window->rejudging()->window() == nullptr);
    m_desktop.action(ActionId::Rejudgings)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_desktop.window->rejudging()->window() != nullptr, test::kJudging);
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop.window->rejudging()->window()->model()->rowCount(), 2, test::kJudging);
}

void TestRejudgingWindow::applied_showsInTheListAndInTheHistory()
{
    auto *window = m_desktop.window->rejudging()->window();
    QTRY_VERIFY(button(*window, u"Apply"_s)->isEnabled());
    QTest::mouseClick(button(*window, u"Apply"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(result(1), u"Accepted"_s, test::kJudging);
    QCOMPARE(result(0), u"Wrong answer"_s);
    QTRY_VERIFY(!button(*window, u"Apply"_s)->isEnabled() && !button(*window, u"Discard"_s)->isEnabled());
    window->close();
    Q_EMIT m_desktop.window->submissionsPanel()->detailsRequested(m_desktop.window->submissions()->lineAt(1).id);
    const auto tabs = [this] {
        for (const auto *tab : m_desktop.window->findChildren<QTabWidget *>()) {
            for (int i = 0; i < tab->count(); ++i) {
                if (tab->tabText(i) == u"Judgements (2)"_s)
                    return true;
            }
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(tabs(), test::kJudging);
}

ASSAY_GUI_TEST_MAIN(TestRejudgingWindow)
#include "tst_rejudging_window.moc"
