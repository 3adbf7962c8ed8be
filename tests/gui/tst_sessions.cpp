// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions in the desktop: planning one in four steps, arming it, and everything that can be done with it after.
#include "app/models/sessions_model.h"
#include "app/pages/lab_window.h"
#include "app/pages/live_status_panel.h"
#include "app/pages/session_controller.h"
#include "app/pages/session_details.h"
#include "app/pages/session_wizard.h"
#include "app/pages/sessions_window.h"
#include "app/widgets/message_bar.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTextBrowser>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::named;
using test::says;
using test::shownButton;

class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noSessions_saysWhatOneIs();
    void wizard_withoutProblem_saysWhatIsMissing();
    void problem_verifiedInTheLab_isKnown();
    void wizard_complete_armsIt();
    void code_isMadeAndToldOnce();
    void life_isWalkedByButtons();
    void draft_isSavedAndEdited();
    void template_keepsThePlanWithoutPeople();
    void purge_isAskedAboutAndLeavesAReceiptOnly();

private:
    [[nodiscard]] SessionsWindow *window() const { return m_desktop.window->sessions()->window(); }
    [[nodiscard]] SessionWizard *wizard() const { return m_desktop.window->sessions()->wizard(); }
    [[nodiscard]] core::Session first() const { return m_desktop.engine().store().sessions()->first(); }
    void answer(const QString &text) const
    {
        QTRY_VERIFY(window()->findChild<QMessageBox *>() != nullptr);
        auto *box = window()->findChild<QMessageBox *>();
        QTRY_VERIFY(shownButton(*box, text) != nullptr);
        shownButton(*box, text)->click();
    }

    test::Desktop m_desktop;
};

void TestSessions::initTestCase()
{
    m_desktop.open({test::kSampleProblems / "warmup"});
    m_desktop.waitForProblem();
}

void TestSessions::noSessions_saysWhatOneIs()
{
    m_desktop.action(ActionId::Sessions)->trigger();
    QVERIFY(window() != nullptr);
    QTRY_VERIFY(says(*window(), u"No sessions yet"_s));
    test::savePictures(*window(), u"sessions-empty"_s);
    shownButton(*window(), u"New session…"_s)->click();
    QVERIFY(wizard() != nullptr && wizard()->isVisible());
}

void TestSessions::wizard_withoutProblem_saysWhatIsMissing()
{
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"Interview with Kim"_s);
    auto *people = named<QTableWidget>(*wizard(), u"People"_s);
    people->item(0, 0)->setText(u"Kim Nordqvist"_s);
    shownButton(*wizard(), u"Add somebody"_s)->click();
    people->item(1, 0)->setText(u"Robin"_s);
    qobject_cast<QComboBox *>(people->cellWidget(1, 1))->setCurrentText(u"Interviewer"_s);
    qobject_cast<QSpinBox *>(people->cellWidget(0, 2))->setValue(25);
    test::savePictures(*wizard(), u"session-people"_s);
    wizard()->goTo(SessionWizard::Preflight);
    QTRY_VERIFY(says(*wizard(), u"There is no problem in it"_s));
    QVERIFY(!shownButton(*wizard(), u"Arm"_s)->isEnabled());
    QCOMPARE(first().state, core::SessionState::Draft);
    test::savePictures(*wizard(), u"session-preflight-bad"_s);
}

void TestSessions::problem_verifiedInTheLab_isKnown()
{
    const auto record = [this] { return m_desktop.engine().store().problems()->first(); };
    QVERIFY(!record().verification);
    m_desktop.action(ActionId::ProblemLab)->trigger();
    QVERIFY(m_desktop.window->labWindow() != nullptr);
    core::VerificationSummary summary; // as it is at the end of a run
    summary.failingLanguages = {u"java"_s};
    Q_EMIT m_desktop.window->labWindow()->verified(record().contentHash, summary);
    QTRY_VERIFY(record().verification);
    QCOMPARE(record().verification->failingLanguages, QStringList(u"java"_s));
    summary.failingLanguages.clear();
    Q_EMIT m_desktop.window->labWindow()->verified(record().contentHash, summary);
    QTRY_VERIFY(record().verification->failingLanguages.isEmpty());
    m_desktop.window->labWindow()->close();
}

void TestSessions::wizard_complete_armsIt()
{
    wizard()->goTo(SessionWizard::Problems);
    auto *problems = named<QListWidget>(*wizard(), u"Problems"_s);
    QCOMPARE(problems->count(), 1);
    problems->item(0)->setCheckState(Qt::Checked);
    shownButton(*wizard(), u"Next"_s)->click();
    named<QComboBox>(*wizard(), u"What candidates are told"_s)->setCurrentText(u"Results, test by test"_s);
    const auto *notice = named<QTextBrowser>(*wizard(), u"What the candidate will read"_s);
    QVERIFY(notice->toPlainText().contains(u"You solve 1 problem."_s));
    QVERIFY(notice->toPlainText().contains(u"Robin takes part: Interviewer"_s));
    QVERIFY(notice->toPlainText().contains(u"You have 1 h, from the start"_s));
    QVERIFY(notice->toPlainText().contains(u"removed 14 days after the end"_s));
    test::savePictures(*wizard(), u"session-rules"_s);
    shownButton(*wizard(), u"Next"_s)->click();
    QTRY_VERIFY(shownButton(*wizard(), u"Arm"_s)->isEnabled());
    QVERIFY(!says(*wizard(), u"Nobody has verified it"_s));
    test::savePictures(*wizard(), u"session-preflight"_s);
    shownButton(*wizard(), u"Arm"_s)->click();
    QTRY_VERIFY(wizard() == nullptr || !wizard()->isVisible());
    QCOMPARE(first().state, core::SessionState::Scheduled);
    QCOMPARE(first().participants.size(), 2);
    QCOMPARE(first().participants.first().extraPercent, 25);
    QCOMPARE(m_desktop.engine().store().sessions()->size(), 1);
    QTRY_COMPARE(window()->details()->session().id, first().id);
}

void TestSessions::code_isMadeAndToldOnce()
{
    auto *people = named<QTableWidget>(*window()->details(), u"People"_s);
    QTRY_COMPARE(people->rowCount(), 2);
    people->selectRow(0);
    shownButton(*window(), u"Make a code to join"_s)->click();
    QTRY_COMPARE(people->item(0, 4)->text().size(), 9);
    QVERIFY(shownButton(*window(), u"Copy link"_s) == nullptr); // there is no server to come to
    m_desktop.window->sessions()->setServerLink(u"https://192.0.2.7:8443"_s);
    shownButton(*window(), u"Copy link"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://192.0.2.7:8443/?code="_s + people->item(0, 4)->text());
    test::savePictures(*window(), u"sessions-code"_s);
    const auto joined = m_desktop.engine().sessions().joinByCode(people->item(0, 4)->text());
    QVERIFY(joined && joined->participant == first().participants.first().id);
    QTRY_COMPARE(people->item(0, 3)->text(), u"joined, has not agreed yet"_s);
    QCOMPARE(people->item(0, 4)->text(), QString());
}

void TestSessions::life_isWalkedByButtons()
{
    const auto stateOf = [this] { return first().state; };
    shownButton(*window(), u"Prepare now"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(), core::SessionState::Ready, 120000);
    QTRY_VERIFY(shownButton(*window(), u"Start now"_s) != nullptr);
    shownButton(*window(), u"Start now"_s)->click(); // Kim has not agreed
    QTRY_VERIFY(window()->messages()->isVisible());
    QCOMPARE(stateOf(), core::SessionState::Ready);
    QVERIFY(m_desktop.engine().sessions().consent(first().id, first().participants.first().id));
    shownButton(*window(), u"Start now"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::Live);
    QTRY_VERIFY(shownButton(*window(), u"Pause"_s) != nullptr);
    QVERIFY(!window()->messages()->isVisible());
    QVERIFY(shownButton(*window(), u"Extend…"_s) != nullptr);
    test::savePictures(*window(), u"sessions-live"_s);
    auto *status = m_desktop.window->findChild<LiveStatusPanel *>();
    QVERIFY(status != nullptr);
    QTRY_VERIFY(says(*status, u"Kim Nordqvist (here)"_s));
    QVERIFY(says(*status, u"left"_s));
    test::savePictures(*status, u"status-live"_s);
    shownButton(*window(), u"Pause"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::Paused);
    QTRY_VERIFY(shownButton(*window(), u"Go on"_s) != nullptr);
    shownButton(*window(), u"Go on"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::Live);
    QTRY_VERIFY(shownButton(*window(), u"End…"_s) != nullptr);
    shownButton(*window(), u"End…"_s)->click();
    answer(u"End"_s);
    QTRY_COMPARE(stateOf(), core::SessionState::Ended);
    QTRY_VERIFY(!says(*status, u"Kim Nordqvist (here)"_s));
    QTRY_VERIFY(shownButton(*window(), u"Begin review"_s) != nullptr);
    shownButton(*window(), u"Begin review"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::InReview);
}

void TestSessions::draft_isSavedAndEdited()
{
    m_desktop.action(ActionId::NewSession)->trigger();
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"A second one"_s);
    shownButton(*wizard(), u"Save as a draft"_s)->click();
    QTRY_COMPARE(window()->model()->rowCount(), 2);
    QTRY_COMPARE(window()->details()->session().title, u"A second one"_s);
    QTRY_VERIFY(shownButton(*window(), u"Edit…"_s) != nullptr);
    shownButton(*window(), u"Edit…"_s)->click();
    QTRY_VERIFY(wizard() != nullptr && wizard()->isVisible());
    QCOMPARE(named<QLineEdit>(*wizard(), u"Title"_s)->text(), u"A second one"_s);
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"A better title"_s);
    shownButton(*wizard(), u"Save as a draft"_s)->click();
    QTRY_COMPARE(window()->details()->session().title, u"A better title"_s);
    QCOMPARE(window()->model()->rowCount(), 2);
    test::savePictures(*window(), u"sessions-draft"_s);
}

void TestSessions::template_keepsThePlanWithoutPeople()
{
    m_desktop.action(ActionId::NewSession)->trigger();
    const QString file = m_desktop.dir.filePath(u"plan.json"_s);
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"Backend, one hour and a half"_s);
    named<QSpinBox>(*wizard(), u"Length"_s)->setValue(90);
    named<QTableWidget>(*wizard(), u"People"_s)->item(0, 0)->setText(u"Sam Somebody"_s);
    named<QListWidget>(*wizard(), u"Problems"_s)->item(0)->setCheckState(Qt::Checked);
    wizard()->saveTemplate(file);
    QTRY_VERIFY(says(*wizard(), u"Saved, without people"_s));
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const QByteArray text = saved.readAll();
    QVERIFY(text.contains("\"length_minutes\": 90") && text.contains("warmup") && !text.contains("Sam"));

    m_desktop.action(ActionId::NewSession)->trigger(); // another one
    QCOMPARE(wizard()->draft().rules.problems.size(), 0);
    named<QTableWidget>(*wizard(), u"People"_s)->item(0, 0)->setText(u"Alex"_s);
    wizard()->openTemplate(file);
    QTRY_VERIFY(says(*wizard(), u"Opened."_s));
    QCOMPARE(wizard()->draft().title, u"Backend, one hour and a half"_s);
    QVERIFY(wizard()->draft().length == std::chrono::minutes(90));
    QCOMPARE(wizard()->draft().rules.problems.size(), 1);
    QCOMPARE(wizard()->draft().participants.first().name, u"Alex"_s);
    test::savePictures(*wizard(), u"session-template"_s);
    wizard()->openTemplate(QStringLiteral(ASSAY_SOURCE_DIR "/CMakePresets.json"));
    QTRY_VERIFY(says(*wizard(), u"cannot be used"_s));
    wizard()->close();
}

void TestSessions::purge_isAskedAboutAndLeavesAReceiptOnly()
{
    const auto review = m_desktop.engine().store().sessions()->last().id;
    window()->choose(review);
    QTRY_COMPARE(window()->details()->session().id, review);
    QTRY_VERIFY(shownButton(*window(), u"Keep it"_s) != nullptr);
    shownButton(*window(), u"Keep it"_s)->click();
    QTRY_VERIFY(shownButton(*window(), u"Let it be purged"_s) != nullptr);
    QVERIFY(shownButton(*window(), u"Purge…"_s) == nullptr);
    shownButton(*window(), u"Let it be purged"_s)->click();
    QTRY_VERIFY(shownButton(*window(), u"Purge…"_s) != nullptr);
    shownButton(*window(), u"Purge…"_s)->click();
    answer(u"Purge"_s);
    QTRY_COMPARE(window()->model()->rowCount(), 1);
    QCOMPARE(m_desktop.engine().store().session(review)->state, core::SessionState::Purged);
    QVERIFY(m_desktop.engine().store().receipt(review)->has_value());
}

ASSAY_GUI_TEST_MAIN(TestSessions)
#include "tst_sessions.moc"
