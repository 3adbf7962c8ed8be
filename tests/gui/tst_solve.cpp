// SPDX-License-Identifier: GPL-3.0-or-later
// The main job: open a problem, type a solution, submit, watch it become Accepted, with the real engine and sandbox.
#include "app/editor/code_editor.h"
#include "app/editor/editor_pane.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "app/models/samples_model.h"
#include "app/models/submissions_model.h"
#include "app/pages/live_status_panel.h"
#include "app/pages/problem_panel.h"
#include "app/pages/samples_panel.h"
#include "app/pages/solve_page.h"
#include "app/pages/submissions_panel.h"
#include "app/theme/theme.h"
#include "app/widgets/message_bar.h"
#include "app/widgets/text_pane.h"
#include "tests/gui/gui_fixture.h"

#include <QDialog>
#include <QDir>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>

using namespace assay;
using namespace assay::app;

namespace {

/// Long enough for a cold compiler on a machine that does other things as well.
constexpr int kJudging = 90'000; // Milliseconds: QTRY_… narrows a duration to int, with a warning.

QString screenshotFile; ///< Set by --screenshot.

const auto kWrong = QStringLiteral(
    "#include <iostream>\n\nint main() {\nint n, tag, left = 0;\nstd::cin >> n;\n"
    "while (std::cin >> tag) {\nleft += tag; // every coat, not the one left\n}\nstd::cout << left << '\\n';\n}\n");
const auto kRight =
    QStringLiteral("#include <iostream>\n\n// Tags that were handed back cancel out: a ^ a == 0.\nint main() {\nint n, "
                   "tag, left = 0;\n"
                   "std::cin >> n;\nwhile (std::cin >> tag) {\nleft ^= tag;\n}\nstd::cout << left << '\\n';\n}\n");

CommandLine commandLine(const QString &data)
{
    CommandLine line;
    line.engine.dataFolder = data.toStdString();
    line.engine.resourceFolder = ASSAY_SOURCE_DIR "/resources";
    line.engine.sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox";
    line.engine.leastTier = core::LeastTier::forOwnPrograms();
    for (const auto *name : {"warmup", "brackets", "outages", "cache"})
        line.packages.push_back(std::filesystem::path(ASSAY_SOURCE_DIR "/resources/problems") / name);
    return line;
}

/// A window with its engine, as main() makes them.
struct Desktop {
    explicit Desktop(const CommandLine &line)
        : host(line.engine)
        , window(host, line)
    {
        window.resize(1440, 900);
        window.show();
        host.open();
    }

    [[nodiscard]] CodeEditor *editor() const { return window.solvePage()->editor()->currentEditor(); }
    [[nodiscard]] bool isReady() const
    {
        return (*window.actions())[ActionId::Run]->isEnabled() && editor() != nullptr;
    }

    void typeAnew(const QString &text) const
    {
        QTest::keyClick(editor(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor(), Qt::Key_Delete);
        for (const auto ch : text) {
            if (ch == QLatin1Char('\n'))
                QTest::keyClick(editor(), Qt::Key_Return);
            else
                QTest::keyClicks(editor(), QString(ch));
        }
    }

    EngineHost host;
    MainWindow window;
};

void savePicture(MainWindow &window, const QString &name)
{
    QCoreApplication::processEvents();
    window.grab().save(QDir(QStringLiteral(ASSAY_BIN_DIR)).filePath(QStringLiteral("../screenshots/%1.png").arg(name)));
}

} // namespace

class TestSolve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void window_withoutEngine_isPaintedFast();
    void package_byArgument_showsStatementAndSamples();
    void wrongProgram_run_showsTheDifference();
    void typedSolution_submitted_goesLiveToAccepted();
    void compileError_submitted_marksTheLine();
    void customInput_run_showsOutput();
    void details_ofASubmission_showSourceAndTests();
    void brokenPackage_opened_isToldWithoutADialog();
    void secondWindow_onTheSameFolder_saysWhy();
    void restart_afterwards_bringsEverythingBack();

private:
    void checkAcceptedLive(const QList<core::JudgementState> &states, const QStringList &shown) const;

    QTemporaryDir m_data;
    std::unique_ptr<Desktop> m_desktop;
};

void TestSolve::initTestCase()
{
    QDir(QStringLiteral(ASSAY_BIN_DIR)).mkpath(QStringLiteral("../screenshots"));
    QVERIFY(m_data.isValid());
}

void TestSolve::window_withoutEngine_isPaintedFast()
{
    QElapsedTimer clock;
    clock.start();
    m_desktop = std::make_unique<Desktop>(commandLine(m_data.path()));
    QVERIFY(QTest::qWaitForWindowExposed(&m_desktop->window));
    m_desktop->window.grab();
    qInfo("window made and painted in %lld ms", clock.elapsed());
    m_desktop->window.setTheme(ThemeChoice::Light);
    savePicture(m_desktop->window, QStringLiteral("first-start-light"));
}

void TestSolve::package_byArgument_showsStatementAndSamples()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_desktop->isReady(), kJudging);
    const auto text = m_desktop->window.solvePage()->problemPanel()->statement()->toPlainText();
    QVERIFY2(text.contains(QStringLiteral("Cloakroom")), qPrintable(text.left(200)));
    QVERIFY(text.contains(QStringLiteral("2 s · 256 MiB")));
    QVERIFY(text.contains(QStringLiteral("Sample 1")));
    QVERIFY(!m_desktop->window.solvePage()->runInputs().isEmpty());
    savePicture(m_desktop->window, QStringLiteral("opened-light"));
}

void TestSolve::wrongProgram_run_showsTheDifference()
{
    auto &desktop = *m_desktop;
    QTRY_VERIFY_WITH_TIMEOUT(desktop.isReady(), kJudging);
    desktop.typeAnew(kWrong);
    QVERIFY(desktop.editor()->toPlainText().contains(QStringLiteral("\n        left += tag;")));
    QTest::keyClick(desktop.editor(), Qt::Key_Return, Qt::ControlModifier);
    auto *submissions = desktop.window.submissions();
    QTRY_COMPARE_WITH_TIMEOUT(submissions->rowCount(), 1, kJudging);
    QTRY_VERIFY_WITH_TIMEOUT(core::isFinal(submissions->lineAt(0).judgement.state), kJudging);
    QCOMPARE(submissions->lineAt(0).purpose, core::Purpose::Run);
    QCOMPARE(submissions->lineAt(0).judgement.verdict, core::Verdict::WrongAnswer);
    QTRY_VERIFY(!desktop.window.solvePage()->samplesPanel()->actualPane()->text().isEmpty());
    QVERIFY(!desktop.window.solvePage()->samplesPanel()->actualPane()->edit()->extraSelections().isEmpty());
    savePicture(desktop.window, QStringLiteral("wrong-answer-light"));
    desktop.window.setTheme(ThemeChoice::Dark);
    savePicture(desktop.window, QStringLiteral("wrong-answer-dark"));
    desktop.window.setTheme(ThemeChoice::Light);
}

void TestSolve::typedSolution_submitted_goesLiveToAccepted()
{
    auto &desktop = *m_desktop;
    QTRY_VERIFY_WITH_TIMEOUT(desktop.isReady(), kJudging);
    auto *submissions = desktop.window.submissions();
    const auto rows = submissions->rowCount();
    QStringList shown; ///< What the row said, one after another.
    QStringList bar;   ///< What the run bar said.
    const auto look = [&] {
        if (submissions->rowCount() == rows)
            return;
        const auto text = submissions->index(0, SubmissionsModel::Result).data().toString();
        if (shown.isEmpty() || shown.last() != text)
            shown.append(text);
        const auto steps = desktop.window.solvePage()->runBar()->text();
        if (bar.isEmpty() || bar.last() != steps)
            bar.append(steps);
    };
    connect(submissions, &QAbstractItemModel::rowsInserted, this, look);
    connect(submissions, &SubmissionsModel::lineChanged, this, look);
    QSignalSpy reset(submissions, &QAbstractItemModel::modelReset);
    QList<core::JudgementState> states;
    connect(&desktop.host, &EngineHost::eventsArrived, this, [&states](const QList<core::Event> &events) {
        for (const auto &event : events) {
            const auto *judgement = std::get_if<core::Judgement>(&event.data);
            if (judgement != nullptr && (states.isEmpty() || states.last() != judgement->state))
                states.append(judgement->state);
        }
    });

    desktop.typeAnew(kRight);
    QTest::keyClick(desktop.editor(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(submissions->rowCount(), rows + 1, kJudging);
    QTRY_VERIFY_WITH_TIMEOUT(core::isFinal(submissions->lineAt(0).judgement.state), kJudging);
    disconnect(submissions, nullptr, this, nullptr);
    disconnect(&desktop.host, nullptr, this, nullptr);
    qInfo("the row said: %s", qPrintable(shown.join(QStringLiteral(" -> "))));
    qInfo("the run bar said: %s", qPrintable(bar.join(QStringLiteral(" | "))));

    checkAcceptedLive(states, shown);
    QCOMPARE(reset.count(), 0);
    QTRY_VERIFY(desktop.window.solvePage()->runBar()->text().endsWith(QStringLiteral("Accepted")));
    QTest::qWait(300); // The status panel looks again after the last event.
    savePicture(desktop.window, QStringLiteral("accepted-light"));
    const auto *status = desktop.window.findChild<LiveStatusPanel *>();
    QVERIFY(status != nullptr && status->widget()->width() <= status->viewport()->width()); // nothing is cut off
    if (!screenshotFile.isEmpty())
        QVERIFY(desktop.window.grab().save(screenshotFile));
    desktop.window.setTheme(ThemeChoice::Dark);
    savePicture(desktop.window, QStringLiteral("accepted-dark"));
    desktop.window.setTheme(ThemeChoice::Light);
}

void TestSolve::checkAcceptedLive(const QList<core::JudgementState> &states, const QStringList &shown) const
{
    const auto &line = m_desktop->window.submissions()->lineAt(0);
    QCOMPARE(line.judgement.verdict, core::Verdict::Accepted);
    QCOMPARE(line.purpose, core::Purpose::Submit);
    QCOMPARE(finishedCases(line.judgement), static_cast<int>(line.judgement.cases.size()));
    QVERIFY(line.judgement.cases.size() >= 8);
    QVERIFY(std::ranges::is_sorted(states));
    QCOMPARE(states.first(), core::JudgementState::Queued);
    QVERIFY(states.contains(core::JudgementState::Compiling));
    QVERIFY(states.contains(core::JudgementState::Running));
    QCOMPARE(states.last(), core::JudgementState::Done);
    // The model knew of every state; the row, which is painted less often on a busy machine, of these two at least.
    QVERIFY2(shown.size() >= 2, qPrintable(shown.join(QLatin1Char(' '))));
    QCOMPARE(shown.first(), QStringLiteral("Queued"));
    QCOMPARE(shown.last(), QStringLiteral("Accepted"));
}

void TestSolve::compileError_submitted_marksTheLine()
{
    auto &desktop = *m_desktop;
    QTRY_VERIFY_WITH_TIMEOUT(desktop.isReady(), kJudging);
    desktop.typeAnew(QStringLiteral("int main() {\nreturn missing;\n}\n"));
    QTest::keyClick(desktop.editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!desktop.editor()->marksAt(2).isEmpty(), kJudging);
    QVERIFY(desktop.editor()->marksAt(2).first().error);
    QCOMPARE(desktop.window.submissions()->lineAt(0).judgement.verdict, core::Verdict::CompileError);
    savePicture(desktop.window, QStringLiteral("compile-error-light"));
    desktop.window.setTheme(ThemeChoice::Dark);
    savePicture(desktop.window, QStringLiteral("compile-error-dark"));
    desktop.window.setTheme(ThemeChoice::Light);
}

void TestSolve::customInput_run_showsOutput()
{
    auto &desktop = *m_desktop;
    QTRY_VERIFY_WITH_TIMEOUT(desktop.isReady(), kJudging);
    desktop.typeAnew(kRight);
    (*desktop.window.actions())[ActionId::CustomInput]->trigger();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("3 7 9 7"));
    QTest::keyClick(desktop.editor(), Qt::Key_Return, Qt::ControlModifier);
    const auto panes = desktop.window.solvePage()->findChildren<TextPane *>();
    QTRY_VERIFY_WITH_TIMEOUT(
        std::ranges::any_of(
            panes, [](const TextPane *pane) { return pane->isVisible() && pane->text() == QStringLiteral("9\n"); }),
        kJudging);
    QCOMPARE(desktop.window.submissions()->lineAt(0).judgement.verdict, core::Verdict::Ok);
    savePicture(desktop.window, QStringLiteral("custom-input-light"));
}

void TestSolve::details_ofASubmission_showSourceAndTests()
{
    auto &desktop = *m_desktop;
    auto *submissions = desktop.window.submissions();
    for (int row = 0; row < submissions->rowCount(); ++row) {
        if (submissions->lineAt(row).purpose != core::Purpose::Submit)
            continue;
        auto *panel = desktop.window.findChild<SubmissionsPanel *>();
        Q_EMIT panel->detailsRequested(submissions->lineAt(row).id);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!desktop.window.findChildren<QDialog *>().isEmpty(), kJudging);
    auto *dialog = desktop.window.findChildren<QDialog *>().first();
    QCoreApplication::processEvents();
    dialog->grab().save(
        QDir(QStringLiteral(ASSAY_BIN_DIR)).filePath(QStringLiteral("../screenshots/details-light.png")));
    QCOMPARE(dialog->findChild<CodeEditor *>()->toPlainText().trimmed().last(1), QStringLiteral("}"));
    QCOMPARE(dialog->findChild<QTableView *>()->model()->rowCount(), 8);
    dialog->close();
}

void TestSolve::brokenPackage_opened_isToldWithoutADialog()
{
    auto &desktop = *m_desktop;
    const QTemporaryDir broken;
    QFile file(broken.filePath(QStringLiteral("problem.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("problem_format_version: 2025-09\nlimits: [\n");
    file.close();
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(broken.path())});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&desktop.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&desktop.window, &drop);
    delete data;
    QTRY_VERIFY_WITH_TIMEOUT(desktop.window.messageBar()->isVisible(), kJudging);
    QCOMPARE(desktop.window.messageBar()->message().kind, Message::Kind::Error);
    QVERIFY2(desktop.window.messageBar()->message().details.contains(QStringLiteral("problem.yaml")),
             qPrintable(desktop.window.messageBar()->message().details));
    savePicture(desktop.window, QStringLiteral("broken-package-light"));
    desktop.window.messageBar()->dismiss();
}

void TestSolve::secondWindow_onTheSameFolder_saysWhy()
{
    Desktop second(commandLine(m_data.path()));
    QSignalSpy failed(&second.host, &EngineHost::failed);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kJudging);
    QVERIFY(!(*second.window.actions())[ActionId::Run]->isEnabled());
    savePicture(second.window, QStringLiteral("engine-failed-light"));
}

void TestSolve::restart_afterwards_bringsEverythingBack()
{
    const auto text = m_desktop->editor()->toPlainText();
    const auto rows = m_desktop->window.submissions()->rowCount();
    m_desktop->window.close();
    m_desktop.reset();
    auto line = commandLine(m_data.path());
    line.packages.clear();
    m_desktop = std::make_unique<Desktop>(line);
    QTRY_VERIFY_WITH_TIMEOUT(m_desktop->isReady(), kJudging);
    QCOMPARE(m_desktop->editor()->toPlainText(), text);
    QTRY_COMPARE(m_desktop->window.submissions()->rowCount(), rows);
    QCOMPARE(m_desktop->window.solvePage()->input().customInput, QByteArray("3 7 9 7"));
    m_desktop->window.close();
    m_desktop.reset();
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("assay-tests"));
    assay::test::useTestFonts();
    installTranslations(application);
    auto arguments = QApplication::arguments();
    if (const auto at = arguments.indexOf(QStringLiteral("--screenshot")); at > 0 && at + 1 < arguments.size()) {
        screenshotFile = arguments.at(at + 1);
        arguments.remove(at, 2);
    }
    TestSolve tests;
    return QTest::qExec(&tests, arguments);
}

#include "tst_solve.moc"
