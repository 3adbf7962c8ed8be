// SPDX-License-Identifier: GPL-3.0-or-later
// Judging again from the submission list: the preview, applying, what the list and a submission's window say then.
#include "app/actions.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "app/models/submissions_model.h"
#include "app/pages/rejudging_controller.h"
#include "app/pages/rejudging_window.h"
#include "app/pages/submissions_panel.h"
#include "app/theme/theme.h"
#include "app/widgets/message_bar.h"
#include "tests/gui/gui_fixture.h"

#include <QCheckBox>
#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;

namespace {

constexpr int kJudging = 90'000;

QPushButton *button(const QWidget &window, const QString &text)
{
    for (auto *candidate : window.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

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

    QTemporaryDir m_dir;
    QString m_answer; ///< A file of the problem's.
    QByteArray m_right;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<MainWindow> m_window;
};

void TestRejudgingWindow::initTestCase()
{
    const std::filesystem::path package = m_dir.filePath(u"warmup"_s).toStdString();
    std::filesystem::copy(ASSAY_SOURCE_DIR "/resources/problems/warmup", package,
                          std::filesystem::copy_options::recursive);
    const QDir secret(QString::fromStdString((package / "data/secret").string()));
    m_answer = secret.filePath(secret.entryList({u"*.ans"_s}).constLast());
    QFile file(m_answer);
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_right = file.readAll();
    file.close();
    writeText(m_answer, "77777\n");

    CommandLine line;
    line.engine.dataFolder = m_dir.filePath(u"data"_s).toStdString();
    line.engine.resourceFolder = ASSAY_SOURCE_DIR "/resources";
    line.engine.sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox";
    line.engine.leastTier = core::LeastTier::forOwnPrograms();
    line.engine.compiling.warmUp = core::WarmUp::Never;
    line.packages = {package};
    m_host = std::make_unique<EngineHost>(line.engine);
    m_window = std::make_unique<MainWindow>(*m_host, line);
    m_window->resize(1300, 800);
    m_window->show();
    m_host->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_host->engine() != nullptr, kJudging);
    QTRY_VERIFY_WITH_TIMEOUT((*m_window->actions())[ActionId::Submit]->isEnabled(), kJudging);
    submit("import sys\nx = 0\nfor tag in sys.stdin.read().split()[1:]:\n    x ^= int(tag)\nprint(x)\n");
    submit("print('no idea')\n");
}

void TestRejudgingWindow::submit(const QByteArray &source)
{
    const int rows = m_window->submissions()->rowCount();
    const auto problem = m_host->engine()->problems().list()->first().id;
    QVERIFY(m_host->engine()->submissions().submit(
        {.problem = problem, .language = u"python"_s, .sources = {{.name = u"main.py"_s, .content = source}}}));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->submissions()->rowCount(), rows + 1, kJudging);
    QTRY_VERIFY_WITH_TIMEOUT(core::isFinal(m_window->submissions()->lineAt(0).judgement.state), kJudging);
}

QString TestRejudgingWindow::result(int row) const
{
    return m_window->submissions()->index(row, SubmissionsModel::Result).data().toString();
}

void TestRejudgingWindow::nothingOpen_isSaid()
{
    (*m_window->actions())[ActionId::Rejudgings]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messageBar()->message().text.contains(u"Nothing is being judged again"_s),
                             kJudging);
    QVERIFY(m_window->rejudging()->window() == nullptr);
}

void TestRejudgingWindow::judgedAgain_isShownBeforeItCounts()
{
    QCOMPARE(result(0), u"Wrong answer"_s);
    QCOMPARE(result(1), u"Wrong answer"_s);
    writeText(m_answer, m_right);

    auto *table = m_window->submissionsPanel()->table();
    table->selectAll();
    const QPoint place = table->visualRect(table->model()->index(0, 0)).center();
    Q_EMIT table->customContextMenuRequested(place);
    QAction *again = nullptr;
    for (const auto *menu : m_window->submissionsPanel()->findChildren<QMenu *>()) {
        for (auto *action : menu->actions()) {
            if (action->text().remove(u'&') == u"Judge again"_s)
                again = action;
        }
    }
    QVERIFY(again != nullptr && again->isEnabled());
    again->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->rejudging()->window() != nullptr, kJudging);
    auto *window = m_window->rejudging()->window();
    QTRY_VERIFY_WITH_TIMEOUT(window->model()->rowCount() == 2 && window->model()->rejudging().isFinished(), kJudging);
    QCOMPARE(window->model()->rejudging().changedCount(), 1);
    QTRY_VERIFY(button(*window, u"Apply"_s)->isEnabled());
    QCOMPARE(result(1), u"Wrong answer"_s); // nothing counts yet
    test::savePictures(*window, u"rejudging"_s);
    window->findChild<QCheckBox *>()->setChecked(true);
    QCOMPARE(window->findChild<QTableView *>()->model()->rowCount(), 1);

    window->close(); // it is there later as well
    QTRY_VERIFY(m_window->rejudging()->window() == nullptr);
    (*m_window->actions())[ActionId::Rejudgings]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->rejudging()->window() != nullptr, kJudging);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->rejudging()->window()->model()->rowCount(), 2, kJudging);
}

void TestRejudgingWindow::applied_showsInTheListAndInTheHistory()
{
    auto *window = m_window->rejudging()->window();
    QTRY_VERIFY(button(*window, u"Apply"_s)->isEnabled());
    QTest::mouseClick(button(*window, u"Apply"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(result(1), u"Accepted"_s, kJudging);
    QCOMPARE(result(0), u"Wrong answer"_s);
    QTRY_VERIFY(!button(*window, u"Apply"_s)->isEnabled() && !button(*window, u"Discard"_s)->isEnabled());
    window->close();
    Q_EMIT m_window->submissionsPanel()->detailsRequested(m_window->submissions()->lineAt(1).id);
    const auto tabs = [this] {
        for (const auto *tab : m_window->findChildren<QTabWidget *>()) {
            for (int i = 0; i < tab->count(); ++i) {
                if (tab->tabText(i) == u"Judgements (2)"_s)
                    return true;
            }
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(tabs(), kJudging);
}

ASSAY_GUI_TEST_MAIN(TestRejudgingWindow)
#include "tst_rejudging_window.moc"
