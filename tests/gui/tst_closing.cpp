// SPDX-License-Identifier: GPL-3.0-or-later
// Closing while something is judged: the question, finishing first, closing twice, and SIGTERM.
#include "app/closing.h"
#include "app/stop_signals.h"
#include "app/widgets/message_bar.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QAbstractButton>
#include <QMessageBox>

#include <csignal>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;

namespace {

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
    [[nodiscard]] bool isClosed() const { return !m_desktop->window->isVisible(); }
    [[nodiscard]] core::Judgement judgement() const { return *m_desktop->engine().store().currentJudgement(m_id); }

    std::unique_ptr<test::Desktop> m_desktop;
    core::SubmissionId m_id;
};

void TestClosing::init()
{
    m_desktop = std::make_unique<test::Desktop>();
    m_desktop->open();
}

void TestClosing::cleanup()
{
    m_desktop.reset();
}

void TestClosing::judgeSomething()
{
    const auto id = m_desktop->engine().submissions().submit(
        {.problem = {},
         .language = u"python"_s,
         .sources = {{.name = u"main.py"_s, .content = kSleeps}},
         .purpose = core::Purpose::Run,
         .inputs = {{.name = u"custom"_s, .input = "", .expected = std::nullopt}}});
    QVERIFY(id.has_value());
    m_id = *id;
    QTRY_COMPARE_WITH_TIMEOUT(judgement().state, core::JudgementState::Running, test::kJudging);
}

void TestClosing::answer(const QString &button)
{
    auto *box = m_desktop->window->findChild<QMessageBox *>(u"closing"_s);
    QVERIFY(box != nullptr && box->isVisible());
    for (auto *candidate : box->buttons()) {
        if (candidate->text() == button)
            candidate->click();
    }
}

void TestClosing::nothingToDo_closesAtOnce()
{
    m_desktop->window->close();
    QVERIFY(isClosed());
}

void TestClosing::question_keepWorking_changesNothing()
{
    judgeSomething();
    m_desktop->window->close();
    QVERIFY(!isClosed());
    test::savePictures(*m_desktop->window->findChild<QMessageBox *>(u"closing"_s), u"closing"_s);
    answer(u"Keep working"_s);
    QTRY_COMPARE_WITH_TIMEOUT(judgement().state, core::JudgementState::Done, test::kJudging);
    QVERIFY(!isClosed());
    judgeSomething(); // the engine takes more
}

void TestClosing::question_closeNow_leavesItForTheNextStart()
{
    judgeSomething();
    m_desktop->window->close();
    answer(u"Close now"_s);
    QTRY_VERIFY(isClosed());
    QVERIFY(!core::isFinal(judgement().state));
}

void TestClosing::question_finishFirst_closesWhenDone()
{
    judgeSomething();
    m_desktop->window->close();
    answer(u"Finish, then close"_s);
    QVERIFY(!isClosed());
    QVERIFY(m_desktop->window->messageBar()->message().text.startsWith(u"1 submission is being finished"_s));
    test::savePictures(*m_desktop->window, u"finishing"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(), test::kJudging);
    QCOMPARE(judgement().state, core::JudgementState::Done);
    QCOMPARE(judgement().verdict, core::Verdict::Ok);
}

void TestClosing::closedAgainWhileFinishing_closesAtOnce()
{
    judgeSomething();
    m_desktop->window->close();
    answer(u"Finish, then close"_s);
    m_desktop->window->close();
    QVERIFY(isClosed());
    QVERIFY(!core::isFinal(judgement().state));
}

void TestClosing::terminate_finishesFirst()
{
    const StopSignals stopSignals;
    connect(&stopSignals, &StopSignals::stopRequested, m_desktop->window->closing(), &Closing::stop);
    judgeSomething();
    ::raise(SIGTERM);
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(), test::kJudging);
    QCOMPARE(judgement().state, core::JudgementState::Done);
    QVERIFY(m_desktop->window->findChild<QMessageBox *>(u"closing"_s) == nullptr);
}

ASSAY_GUI_TEST_MAIN(TestClosing)
#include "tst_closing.moc"
