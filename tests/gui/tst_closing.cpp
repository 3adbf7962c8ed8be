// SPDX-License-Identifier: GPL-3.0-or-later
// Closing while something is judged: the question, finishing first, closing twice, and SIGTERM.
#include "app/closing.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "app/stop_signals.h"
#include "app/widgets/message_bar.h"
#include "tests/gui/gui_fixture.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QTemporaryDir>

#include <csignal>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;

namespace {

constexpr int kJudging = 90'000;
constexpr auto kSleeps = "import time\ntime.sleep(0.8)\nprint(1)\n";

} // namespace

class TestClosing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingToDo_closesAtOnce();
    void question_keepWorking_changesNothing();
    void question_closeNow_leavesItForTheNextStart();
    void question_finishFirst_closesWhenDone();
    void closedAgainWhileFinishing_closesAtOnce();
    void terminate_finishesFirst();

private:
    void judgeSomething();
    void answer(const QString &button);
    [[nodiscard]] bool isClosed() const { return !m_main->isVisible(); }
    [[nodiscard]] core::Judgement judgement() const { return *m_host->engine()->store().currentJudgement(m_id); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<MainWindow> m_main;
    core::SubmissionId m_id;
};

void TestClosing::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    CommandLine line;
    line.engine.dataFolder = m_dir->filePath(u"data"_s).toStdString();
    line.engine.resourceFolder = ASSAY_SOURCE_DIR "/resources";
    line.engine.sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox";
    line.engine.leastTier = core::LeastTier::forOwnPrograms();
    line.engine.compiling.warmUp = core::WarmUp::Never;
    m_host = std::make_unique<EngineHost>(line.engine);
    m_main = std::make_unique<MainWindow>(*m_host, line);
    m_main->show();
    m_host->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_host->engine() != nullptr, kJudging);
}

void TestClosing::cleanup()
{
    m_main.reset();
    m_host.reset();
}

void TestClosing::judgeSomething()
{
    const auto id = m_host->engine()->submissions().submit(
        {.problem = {},
         .language = u"python"_s,
         .sources = {{.name = u"main.py"_s, .content = kSleeps}},
         .purpose = core::Purpose::Run,
         .inputs = {{.name = u"custom"_s, .input = "", .expected = std::nullopt}}});
    QVERIFY(id.has_value());
    m_id = *id;
    QTRY_COMPARE_WITH_TIMEOUT(judgement().state, core::JudgementState::Running, kJudging);
}

void TestClosing::answer(const QString &button)
{
    auto *box = m_main->findChild<QMessageBox *>(u"closing"_s);
    QVERIFY(box != nullptr && box->isVisible());
    for (auto *candidate : box->buttons()) {
        if (candidate->text() == button)
            candidate->click();
    }
}

void TestClosing::nothingToDo_closesAtOnce()
{
    m_main->close();
    QVERIFY(isClosed());
}

void TestClosing::question_keepWorking_changesNothing()
{
    judgeSomething();
    m_main->close();
    QVERIFY(!isClosed());
    test::savePictures(*m_main->findChild<QMessageBox *>(u"closing"_s), u"closing"_s);
    answer(u"Keep working"_s);
    QTRY_COMPARE_WITH_TIMEOUT(judgement().state, core::JudgementState::Done, kJudging);
    QVERIFY(!isClosed());
    judgeSomething(); // the engine takes more
}

void TestClosing::question_closeNow_leavesItForTheNextStart()
{
    judgeSomething();
    m_main->close();
    answer(u"Close now"_s);
    QTRY_VERIFY(isClosed());
    QVERIFY(!core::isFinal(judgement().state));
}

void TestClosing::question_finishFirst_closesWhenDone()
{
    judgeSomething();
    m_main->close();
    answer(u"Finish, then close"_s);
    QVERIFY(!isClosed());
    QVERIFY(m_main->messageBar()->message().text.startsWith(u"1 submission is being finished"_s));
    test::savePictures(*m_main, u"finishing"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(), kJudging);
    QCOMPARE(judgement().state, core::JudgementState::Done);
    QCOMPARE(judgement().verdict, core::Verdict::Ok);
}

void TestClosing::closedAgainWhileFinishing_closesAtOnce()
{
    judgeSomething();
    m_main->close();
    answer(u"Finish, then close"_s);
    m_main->close();
    QVERIFY(isClosed());
    QVERIFY(!core::isFinal(judgement().state));
}

void TestClosing::terminate_finishesFirst()
{
    const StopSignals stopSignals;
    connect(&stopSignals, &StopSignals::stopRequested, m_main->closing(), &Closing::stop);
    judgeSomething();
    ::raise(SIGTERM);
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(), kJudging);
    QCOMPARE(judgement().state, core::JudgementState::Done);
    QVERIFY(m_main->findChild<QMessageBox *>(u"closing"_s) == nullptr);
}

ASSAY_GUI_TEST_MAIN(TestClosing)
#include "tst_closing.moc"
