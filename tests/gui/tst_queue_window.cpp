// SPDX-License-Identifier: GPL-3.0-or-later
// The queue's window: what waits and is judged, pausing a lane, other rules, stopping what was chosen.
#include "app/models/queue_model.h"
#include "app/pages/queue_controller.h"
#include "app/pages/queue_window.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::named;

class TestQueueWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pausedLane_showsWhoWaits();
    void chosen_isStopped();
    void rules_areKeptAtOnce();
    void goingOn_judgesTheRest();

private:
    [[nodiscard]] core::SubmissionId submit();
    [[nodiscard]] core::JudgementState stateOf(core::SubmissionId id) const
    {
        return m_desktop.engine().store().currentJudgement(id)->state;
    }
    [[nodiscard]] QueueWindow *window() const { return m_desktop.window->queue()->window(); }

    test::Desktop m_desktop;
    QList<core::SubmissionId> m_waiting;
};

void TestQueueWindow::initTestCase()
{
    m_desktop.open({test::kSampleProblems / "warmup"});
    m_desktop.waitForProblem();
}

core::SubmissionId TestQueueWindow::submit()
{
    const auto problem = m_desktop.engine().problems().list()->first().id;
    const auto id =
        m_desktop.engine().submissions().submit({.problem = problem,
                                                 .language = u"python"_s,
                                                 .sources = {{.name = u"main.py"_s, .content = "print('no idea')\n"}}});
    return id.value_or(core::SubmissionId());
}

void TestQueueWindow::pausedLane_showsWhoWaits()
{
    m_desktop.action(ActionId::Queue)->trigger();
    QVERIFY(window() != nullptr && window()->isVisible());
    auto *pause = named<QPushButton>(*window(), u"Submissions: pause"_s);
    QVERIFY(pause != nullptr);
    QVERIFY(!pause->isEnabled()); // what is in force is not known yet
    QTRY_VERIFY(pause->isEnabled());
    QVERIFY(!pause->isChecked());
    pause->click();
    QTRY_COMPARE(pause->text(), u"Go on"_s);
    QTRY_VERIFY(m_desktop.engine().queue().rules()->submit.paused);
    for (int i = 0; i < 3; ++i)
        m_waiting.append(submit());
    auto *model = window()->model();
    QTRY_COMPARE(model->rowCount(), 3);
    const auto text = [model](int row, int column) { return model->index(row, column).data().toString(); };
    QTRY_COMPARE(text(0, QueueModel::State), u"Next"_s);
    QCOMPARE(text(2, QueueModel::State), u"2 ahead"_s);
    QCOMPARE(text(0, QueueModel::Lane), u"Submission"_s);
    QCOMPARE(text(0, QueueModel::Problem), u"Cloakroom"_s);
    QCOMPARE(text(0, QueueModel::Wait), u"not known"_s);
    test::savePictures(*window(), u"queue"_s);
}

void TestQueueWindow::chosen_isStopped()
{
    auto *table = window()->findChild<QTableView *>();
    table->selectRow(1);
    for (auto *button : window()->findChildren<QPushButton *>()) {
        if (button->text() == u"&Stop what is chosen"_s)
            button->click();
    }
    QTRY_COMPARE(stateOf(m_waiting.at(1)), core::JudgementState::Cancelled);
    QTRY_COMPARE(window()->model()->rowCount(), 2);
    QCOMPARE(stateOf(m_waiting.at(0)), core::JudgementState::Queued);
}

void TestQueueWindow::rules_areKeptAtOnce()
{
    auto *atOnce = named<QSpinBox>(*window(), u"Submissions: judged at once"_s);
    auto *waiting = named<QSpinBox>(*window(), u"Runs: may wait"_s);
    auto *rate = named<QDoubleSpinBox>(*window(), u"Submissions: a second, from each participant"_s);
    QVERIFY(atOnce != nullptr && waiting != nullptr && rate != nullptr);
    QCOMPARE(rate->value(), 5.0);
    atOnce->setValue(3);
    QTRY_COMPARE(m_desktop.engine().queue().rules()->submit.atOnce, 3);
    waiting->setValue(7);
    QTRY_COMPARE(m_desktop.engine().queue().rules()->run.maxWaiting, 7);
    rate->setValue(0);
    QTRY_COMPARE(m_desktop.engine().queue().rules()->submit.perSecond, 0.0);
    QCOMPARE(m_desktop.engine().queue().atOnce(core::Purpose::Submit), 3);
    QVERIFY(m_desktop.engine().queue().rules()->submit.paused);
}

void TestQueueWindow::goingOn_judgesTheRest()
{
    named<QPushButton>(*window(), u"Submissions: pause"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_waiting.at(0)), core::JudgementState::Done, test::kJudging);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_waiting.at(2)), core::JudgementState::Done, test::kJudging);
    QTRY_COMPARE(window()->model()->rowCount(), 0);
}

ASSAY_GUI_TEST_MAIN(TestQueueWindow)
#include "tst_queue_window.moc"
