// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions in the desktop: planning one in four steps, arming it, and everything that can be done with it after.
#include "app/actions.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "app/models/sessions_model.h"
#include "app/pages/lab_window.h"
#include "app/pages/live_status_panel.h"
#include "app/pages/session_controller.h"
#include "app/pages/session_details.h"
#include "app/pages/session_wizard.h"
#include "app/pages/sessions_window.h"
#include "app/widgets/message_bar.h"
#include "tests/gui/gui_fixture.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTextBrowser>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSlow = 90'000;

template <typename Widget>
Widget *named(const QWidget &window, const QString &name)
{
    for (auto *candidate : window.findChildren<Widget *>()) {
        if (candidate->accessibleName() == name)
            return candidate;
    }
    return nullptr;
}

/// With that text, mnemonics and all; null when it is not to be seen.
QPushButton *button(const QWidget &window, const QString &text)
{
    for (auto *candidate : window.findChildren<QPushButton *>()) {
        if (candidate->text() == text && candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

bool says(const QWidget &window, const QString &text)
{
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

} // namespace

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
    [[nodiscard]] SessionsWindow *window() const { return m_main->sessions()->window(); }
    [[nodiscard]] SessionWizard *wizard() const { return m_main->sessions()->wizard(); }
    [[nodiscard]] core::Session first() const { return m_host->engine()->store().sessions()->first(); }
    void answer(const QString &text) const
    {
        QTRY_VERIFY(window()->findChild<QMessageBox *>() != nullptr);
        auto *box = window()->findChild<QMessageBox *>();
        QTRY_VERIFY(button(*box, text) != nullptr);
        button(*box, text)->click();
    }

    QTemporaryDir m_dir;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<MainWindow> m_main;
};

void TestSessions::initTestCase()
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
    m_main->resize(1300, 800);
    m_main->show();
    m_host->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_host->engine() != nullptr, kSlow);
    QTRY_VERIFY_WITH_TIMEOUT((*m_main->actions())[ActionId::Submit]->isEnabled(), kSlow);
}

void TestSessions::noSessions_saysWhatOneIs()
{
    (*m_main->actions())[ActionId::Sessions]->trigger();
    QVERIFY(window() != nullptr);
    QTRY_VERIFY(says(*window(), u"No sessions yet"_s));
    test::savePictures(*window(), u"sessions-empty"_s);
    button(*window(), u"New session…"_s)->click();
    QVERIFY(wizard() != nullptr && wizard()->isVisible());
}

void TestSessions::wizard_withoutProblem_saysWhatIsMissing()
{
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"Interview with Kim"_s);
    auto *people = named<QTableWidget>(*wizard(), u"People"_s);
    people->item(0, 0)->setText(u"Kim Nordqvist"_s);
    button(*wizard(), u"&Add somebody"_s)->click();
    people->item(1, 0)->setText(u"Robin"_s);
    qobject_cast<QComboBox *>(people->cellWidget(1, 1))->setCurrentText(u"Interviewer"_s);
    qobject_cast<QSpinBox *>(people->cellWidget(0, 2))->setValue(25);
    test::savePictures(*wizard(), u"session-people"_s);
    wizard()->goTo(SessionWizard::Preflight);
    QTRY_VERIFY(says(*wizard(), u"There is no problem in it"_s));
    QVERIFY(!button(*wizard(), u"&Arm"_s)->isEnabled());
    QCOMPARE(first().state, core::SessionState::Draft);
    test::savePictures(*wizard(), u"session-preflight-bad"_s);
}

void TestSessions::problem_verifiedInTheLab_isKnown()
{
    const auto record = [this] { return m_host->engine()->store().problems()->first(); };
    QVERIFY(!record().verification);
    (*m_main->actions())[ActionId::ProblemLab]->trigger();
    QVERIFY(m_main->labWindow() != nullptr);
    core::VerificationSummary summary; // as it is at the end of a run
    summary.failingLanguages = {u"java"_s};
    Q_EMIT m_main->labWindow()->verified(record().contentHash, summary);
    QTRY_VERIFY(record().verification);
    QCOMPARE(record().verification->failingLanguages, QStringList(u"java"_s));
    summary.failingLanguages.clear();
    Q_EMIT m_main->labWindow()->verified(record().contentHash, summary);
    QTRY_VERIFY(record().verification->failingLanguages.isEmpty());
    m_main->labWindow()->close();
}

void TestSessions::wizard_complete_armsIt()
{
    wizard()->goTo(SessionWizard::Problems);
    auto *problems = named<QListWidget>(*wizard(), u"Problems"_s);
    QCOMPARE(problems->count(), 1);
    problems->item(0)->setCheckState(Qt::Checked);
    button(*wizard(), u"&Next"_s)->click();
    named<QComboBox>(*wizard(), u"What candidates are told"_s)->setCurrentText(u"Results, test by test"_s);
    const auto *notice = named<QTextBrowser>(*wizard(), u"What the candidate will read"_s);
    QVERIFY(notice->toPlainText().contains(u"You solve 1 problem."_s));
    QVERIFY(notice->toPlainText().contains(u"Robin takes part: Interviewer"_s));
    QVERIFY(notice->toPlainText().contains(u"You have 1 h, from the start"_s));
    QVERIFY(notice->toPlainText().contains(u"removed 14 days after the end"_s));
    test::savePictures(*wizard(), u"session-rules"_s);
    button(*wizard(), u"&Next"_s)->click();
    QTRY_VERIFY(button(*wizard(), u"&Arm"_s)->isEnabled());
    QVERIFY(!says(*wizard(), u"Nobody has verified it"_s));
    test::savePictures(*wizard(), u"session-preflight"_s);
    button(*wizard(), u"&Arm"_s)->click();
    QTRY_VERIFY(wizard() == nullptr || !wizard()->isVisible());
    QCOMPARE(first().state, core::SessionState::Scheduled);
    QCOMPARE(first().participants.size(), 2);
    QCOMPARE(first().participants.first().extraPercent, 25);
    QCOMPARE(m_host->engine()->store().sessions()->size(), 1);
    QTRY_COMPARE(window()->details()->session().id, first().id);
}

void TestSessions::code_isMadeAndToldOnce()
{
    auto *people = named<QTableWidget>(*window()->details(), u"People"_s);
    QTRY_COMPARE(people->rowCount(), 2);
    people->selectRow(0);
    button(*window(), u"&Make a code to join"_s)->click();
    QTRY_COMPARE(people->item(0, 4)->text().size(), 9);
    const auto joined = m_host->engine()->sessions().joinByCode(people->item(0, 4)->text());
    QVERIFY(joined && joined->participant == first().participants.first().id);
    QTRY_COMPARE(people->item(0, 3)->text(), u"joined, has not agreed yet"_s);
    QCOMPARE(people->item(0, 4)->text(), QString());
}

void TestSessions::life_isWalkedByButtons()
{
    const auto stateOf = [this] { return first().state; };
    button(*window(), u"&Prepare now"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::Ready);
    QTRY_VERIFY(button(*window(), u"&Start now"_s) != nullptr);
    button(*window(), u"&Start now"_s)->click(); // Kim has not agreed
    QTRY_VERIFY(window()->messages()->isVisible());
    QCOMPARE(stateOf(), core::SessionState::Ready);
    QVERIFY(m_host->engine()->sessions().consent(first().id, first().participants.first().id));
    button(*window(), u"&Start now"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::Live);
    QTRY_VERIFY(button(*window(), u"&Pause"_s) != nullptr);
    QVERIFY(!window()->messages()->isVisible());
    QVERIFY(button(*window(), u"E&xtend…"_s) != nullptr);
    test::savePictures(*window(), u"sessions-live"_s);
    auto *status = m_main->findChild<LiveStatusPanel *>();
    QVERIFY(status != nullptr);
    QTRY_VERIFY(says(*status, u"Kim Nordqvist (here)"_s));
    QVERIFY(says(*status, u"left"_s));
    test::savePictures(*status, u"status-live"_s);
    button(*window(), u"&Pause"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::Paused);
    QTRY_VERIFY(button(*window(), u"&Go on"_s) != nullptr);
    button(*window(), u"&Go on"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::Live);
    QTRY_VERIFY(button(*window(), u"&End…"_s) != nullptr);
    button(*window(), u"&End…"_s)->click();
    answer(u"&End"_s);
    QTRY_COMPARE(stateOf(), core::SessionState::Ended);
    QTRY_VERIFY(!says(*status, u"Kim Nordqvist (here)"_s));
    QTRY_VERIFY(button(*window(), u"Begin &review"_s) != nullptr);
    button(*window(), u"Begin &review"_s)->click();
    QTRY_COMPARE(stateOf(), core::SessionState::InReview);
}

void TestSessions::draft_isSavedAndEdited()
{
    (*m_main->actions())[ActionId::NewSession]->trigger();
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"A second one"_s);
    button(*wizard(), u"Sa&ve as a draft"_s)->click();
    QTRY_COMPARE(window()->model()->rowCount(), 2);
    QTRY_COMPARE(window()->details()->session().title, u"A second one"_s);
    QTRY_VERIFY(button(*window(), u"E&dit…"_s) != nullptr);
    button(*window(), u"E&dit…"_s)->click();
    QTRY_VERIFY(wizard() != nullptr && wizard()->isVisible());
    QCOMPARE(named<QLineEdit>(*wizard(), u"Title"_s)->text(), u"A second one"_s);
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"A better title"_s);
    button(*wizard(), u"Sa&ve as a draft"_s)->click();
    QTRY_COMPARE(window()->details()->session().title, u"A better title"_s);
    QCOMPARE(window()->model()->rowCount(), 2);
    test::savePictures(*window(), u"sessions-draft"_s);
}

void TestSessions::template_keepsThePlanWithoutPeople()
{
    (*m_main->actions())[ActionId::NewSession]->trigger();
    const QString file = m_dir.filePath(u"plan.json"_s);
    named<QLineEdit>(*wizard(), u"Title"_s)->setText(u"Backend, one hour and a half"_s);
    named<QSpinBox>(*wizard(), u"Length"_s)->setValue(90);
    named<QTableWidget>(*wizard(), u"People"_s)->item(0, 0)->setText(u"Sam Somebody"_s);
    named<QListWidget>(*wizard(), u"Problems"_s)->item(0)->setCheckState(Qt::Checked);
    wizard()->saveTemplate(file);
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const QByteArray text = saved.readAll();
    QVERIFY(text.contains("\"length_minutes\": 90") && text.contains("warmup") && !text.contains("Sam"));

    (*m_main->actions())[ActionId::NewSession]->trigger(); // another one
    QCOMPARE(wizard()->draft().rules.problems.size(), 0);
    named<QTableWidget>(*wizard(), u"People"_s)->item(0, 0)->setText(u"Alex"_s);
    wizard()->openTemplate(file);
    QVERIFY(says(*wizard(), u"Opened."_s));
    QCOMPARE(wizard()->draft().title, u"Backend, one hour and a half"_s);
    QVERIFY(wizard()->draft().length == std::chrono::minutes(90));
    QCOMPARE(wizard()->draft().rules.problems.size(), 1);
    QCOMPARE(wizard()->draft().participants.first().name, u"Alex"_s);
    test::savePictures(*wizard(), u"session-template"_s);
    wizard()->openTemplate(QStringLiteral(ASSAY_SOURCE_DIR "/CMakePresets.json"));
    QVERIFY(says(*wizard(), u"cannot be used"_s));
    wizard()->close();
}

void TestSessions::purge_isAskedAboutAndLeavesAReceiptOnly()
{
    const auto review = m_host->engine()->store().sessions()->last().id;
    window()->choose(review);
    QTRY_COMPARE(window()->details()->session().id, review);
    QTRY_VERIFY(button(*window(), u"&Keep it"_s) != nullptr);
    button(*window(), u"&Keep it"_s)->click();
    QTRY_VERIFY(button(*window(), u"&Let it be purged"_s) != nullptr);
    QVERIFY(button(*window(), u"P&urge…"_s) == nullptr);
    button(*window(), u"&Let it be purged"_s)->click();
    QTRY_VERIFY(button(*window(), u"P&urge…"_s) != nullptr);
    button(*window(), u"P&urge…"_s)->click();
    answer(u"P&urge"_s);
    QTRY_COMPARE(window()->model()->rowCount(), 1);
    QCOMPARE(m_host->engine()->store().session(review)->state, core::SessionState::Purged);
    QVERIFY(m_host->engine()->store().receipt(review)->has_value());
}

ASSAY_GUI_TEST_MAIN(TestSessions)
#include "tst_sessions.moc"
