// SPDX-License-Identifier: GPL-3.0-or-later
// A candidate's way through a session on this computer: code, what will happen, lobby, workspace, finished.
#include "app/candidate_controller.h"
#include "app/candidate_window.h"
#include "app/editor/editor_pane.h"
#include "app/models/submissions_model.h"
#include "app/pages/join_dialog.h"
#include "app/pages/solve_page.h"
#include "app/widgets/session_bar.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::shownButton;

class TestCandidate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongCode_isToldSo();
    void goodCode_showsWhatWillHappen();
    void agreed_waitsInTheLobby();
    void live_isSolvedAndNothingHiddenIsTold();
    void restart_comesBackWithWhatWasTyped();
    void ended_mayKeepACopy();
    void purged_leavesNoDraft();

private:
    void open();
    [[nodiscard]] core::SessionService &service() const { return m_desktop.engine().sessions(); }
    [[nodiscard]] CandidateWindow *window() const { return m_desktop.window->candidate()->window(); }
    [[nodiscard]] QList<core::Document> documents() const
    {
        return m_desktop.engine().store().documents(m_session, std::nullopt).value_or(QList<core::Document>());
    }
    [[nodiscard]] QStringList draftsHolding(const QByteArray &text) const;

    test::Desktop m_desktop;
    core::SessionId m_session;
    core::ParticipantId m_kim;
    core::ProblemId m_other;
};

void TestCandidate::open()
{
    m_desktop.open({test::kSampleProblems / "warmup", test::kSampleProblems / "pages"});
}

QStringList TestCandidate::draftsHolding(const QByteArray &text) const
{
    QStringList found;
    QDirIterator files(m_desktop.dir.filePath(u"data/drafts"_s), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            found.append(file.fileName());
    }
    return found;
}

void TestCandidate::initTestCase()
{
    open();
    m_desktop.waitForProblem();
    core::ProblemId warmup;
    const auto records = m_desktop.engine().problems().list();
    for (const auto &record : *records)
        (record.shortName == u"warmup" ? warmup : m_other) = record.id;
    const auto made = service().create(
        {.title = u"Interview"_s,
         .participants = {{.id = {}, .name = u"Kim"_s}},
         .length = std::chrono::hours(1),
         .keptFor = std::chrono::days(1),
         .rules = {.problems = {warmup}, .languages = {u"python"_s}, .feedback = core::Feedback::VerdictOnly}});
    QVERIFY(made);
    m_session = *made;
    m_kim = m_desktop.engine().store().session(m_session)->participants.first().id;
    QVERIFY(service().act(m_session, core::SessionAction::Arm));
    QVERIFY(service().act(m_session, core::SessionAction::Prepare));
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop.engine().store().session(m_session)->state, core::SessionState::Ready, 120000);
}

void TestCandidate::wrongCode_isToldSo()
{
    m_desktop.action(ActionId::JoinSession)->trigger();
    auto *dialog = m_desktop.window->candidate()->dialog();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto *code = dialog->findChild<QLineEdit *>();
    code->setText(u"nonsense"_s.repeated(2));
    QVERIFY(!shownButton(*dialog, u"Join"_s)->isEnabled());
    code->setText(u"0000-0000"_s);
    QVERIFY(shownButton(*dialog, u"Join"_s)->isEnabled());
    shownButton(*dialog, u"Join"_s)->click();
    QTRY_VERIFY(code->isEnabled());
    bool told = false;
    for (const auto *label : dialog->findChildren<QLabel *>())
        told = told || label->text().contains(u"This code is not good"_s);
    QVERIFY(told);
    test::savePictures(*dialog, u"join"_s);
}

void TestCandidate::goodCode_showsWhatWillHappen()
{
    auto *dialog = m_desktop.window->candidate()->dialog();
    dialog->findChild<QLineEdit *>()->setText(service().makeCode(m_session, m_kim)->toLower());
    shownButton(*dialog, u"Join"_s)->click();
    QTRY_VERIFY(window() != nullptr && window()->isVisible());
    QVERIFY(!m_desktop.window->isVisible());
    QCOMPARE(window()->page(), CandidateWindow::Notice);
    QTRY_VERIFY(m_desktop.engine().store().session(m_session)->participants.first().joined);
    test::savePictures(*window(), u"candidate-notice"_s);
}

void TestCandidate::agreed_waitsInTheLobby()
{
    shownButton(*window(), u"Agree"_s)->click();
    QTRY_COMPARE(window()->page(), CandidateWindow::Lobby);
    QVERIFY(m_desktop.engine().store().session(m_session)->participants.first().consented);
    QVERIFY(window()->bar()->time().isEmpty());
    QVERIFY(!(*window()->actions())[ActionId::Submit]->isEnabled());
    QVERIFY(!(*window()->actions())[ActionId::ProblemLab]->isEnabled());
    test::savePictures(*window(), u"candidate-lobby"_s);
}

void TestCandidate::live_isSolvedAndNothingHiddenIsTold()
{
    QVERIFY(service().act(m_session, core::SessionAction::Start));
    QTRY_COMPARE(window()->page(), CandidateWindow::Workspace);
    QTRY_VERIFY((*window()->actions())[ActionId::Submit]->isEnabled());
    QTRY_VERIFY(window()->bar()->time().contains(u"0:59:5"_s) || window()->bar()->time().contains(u"1:00:00"_s));
    QCOMPARE(window()->solvePage()->editor()->language(), u"python"_s);
    window()->solvePage()->editor()->replaceText(u"main.py"_s, u"print('my own thought')\n"_s);
    QTRY_COMPARE(documents().size(), 1); // hosts see it as it is typed
    QTRY_COMPARE(documents().first().text, u"print('my own thought')\n"_s);
    QCOMPARE(documents().first().participant, m_kim);
    const int version = documents().first().version;
    window()->solvePage()->editor()->replaceText(u"main.py"_s, u"print('my own thought')\n# 😀\n"_s);
    QTRY_COMPARE(documents().first().text, u"print('my own thought')\n# 😀\n"_s);
    QVERIFY(documents().first().version > version);
    window()->solvePage()->editor()->replaceText(u"main.py"_s, u"print('my own thought')\n"_s);
    (*window()->actions())[ActionId::Submit]->trigger();
    QTRY_COMPARE(window()->submissions()->rowCount(), 1);
    const auto line = [this] { return window()->submissions()->lineAt(0); };
    QTRY_COMPARE_WITH_TIMEOUT(line().judgement.state, core::JudgementState::Done, test::kJudging);
    QCOMPARE(line().judgement.verdict, core::Verdict::WrongAnswer);
    for (const core::CandidateCase &one : line().judgement.cases)
        QVERIFY(!one.name.isEmpty()); // a hidden test has none, and is not listed here
    test::savePictures(*window(), u"candidate-workspace"_s);
    QVERIFY(service().act(m_session, core::SessionAction::Pause));
    QTRY_VERIFY(!(*window()->actions())[ActionId::Submit]->isEnabled());
    QVERIFY(service().act(m_session, core::SessionAction::Resume));
    QTRY_VERIFY((*window()->actions())[ActionId::Submit]->isEnabled());
    // Somebody else's work is not theirs to see.
    const auto own = m_desktop.engine().submissions().submit(
        {.problem = m_other, .language = u"python"_s, .sources = {{.name = u"main.py"_s, .content = "print(1)\n"}}});
    QVERIFY(own);
    QTRY_COMPARE(m_desktop.window->submissions()->rowCount(), 2);
    const auto who = [this](int row) {
        return m_desktop.window->submissions()->index(row, SubmissionsModel::Who).data().toString();
    };
    QCOMPARE(who(0), QString());
    QCOMPARE(who(1), u"Kim"_s);
    QCOMPARE(window()->submissions()->rowCount(), 1);
}

void TestCandidate::restart_comesBackWithWhatWasTyped()
{
    QTRY_VERIFY(!draftsHolding("my own thought").isEmpty());
    open();
    QTRY_VERIFY(window() != nullptr && window()->isVisible());
    QVERIFY(!m_desktop.window->isVisible());
    QCOMPARE(window()->page(), CandidateWindow::Workspace);
    QTRY_VERIFY((*window()->actions())[ActionId::Submit]->isEnabled());
    QTRY_VERIFY(!window()->solvePage()->editor()->draft().files.isEmpty());
    QCOMPARE(window()->solvePage()->editor()->draft().files.first().text, u"print('my own thought')\n"_s);
    QTRY_COMPARE(window()->submissions()->rowCount(), 1);
    window()->close(); // asks first
    QTRY_VERIFY(window()->findChild<QMessageBox *>() != nullptr);
    shownButton(*window()->findChild<QMessageBox *>(), u"Stay"_s)->click();
    QVERIFY(window()->isVisible());
}

void TestCandidate::ended_mayKeepACopy()
{
    QVERIFY(service().act(m_session, core::SessionAction::Close));
    QTRY_COMPARE(window()->page(), CandidateWindow::Finished);
    test::savePictures(*window(), u"candidate-finished"_s);
    const QString target = m_desktop.dir.filePath(u"copy"_s);
    window()->saveCopy(target);
    QStringList files;
    const auto list = [&] {
        files.clear();
        QDirIterator all(target, QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext())
            files.append(all.next());
        return files.size();
    };
    QTRY_COMPARE(list(), 1);
    QVERIFY(files.first().endsWith(u"/python/main.py"_s));
}

void TestCandidate::purged_leavesNoDraft()
{
    QVERIFY(service().act(m_session, core::SessionAction::Purge));
    QTRY_VERIFY(window() == nullptr);
    QVERIFY(m_desktop.window->isVisible());
    QTRY_VERIFY(draftsHolding("my own thought").isEmpty());
    QTRY_COMPARE(m_desktop.window->submissions()->rowCount(), 1); // Kim's is not shown any longer
    open();
    m_desktop.waitForProblem();
    QVERIFY(window() == nullptr && m_desktop.window->isVisible());
}

ASSAY_GUI_TEST_MAIN(TestCandidate)
#include "tst_candidate.moc"
