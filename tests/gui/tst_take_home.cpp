// SPDX-License-Identifier: GPL-3.0-or-later
// A candidate whose time is their own: the lobby, until they begin, and what the host sees of it.
#include "app/candidate_controller.h"
#include "app/candidate_window.h"
#include "app/editor/editor_pane.h"
#include "app/models/problems_model.h"
#include "app/pages/join_dialog.h"
#include "app/pages/solve_page.h"
#include "app/widgets/session_bar.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::shownButton;

class TestTakeHome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lobby_waitsForTheSession();
    void lobby_letsOneBegin();
    void begun_isTimedFromThen();
    void left_theLastWordsAreKept();

private:
    [[nodiscard]] core::SessionService &service() const { return m_desktop.engine().sessions(); }
    [[nodiscard]] CandidateWindow *window() const { return m_desktop.window->candidate()->window(); }
    [[nodiscard]] bool isShown(const QString &text) const
    {
        for (const auto *label : window()->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    test::Desktop m_desktop;
    core::SessionId m_session;
};

void TestTakeHome::initTestCase()
{
    m_desktop.open({test::kSampleProblems / "warmup"});
    m_desktop.waitForProblem();
    const auto records = m_desktop.engine().problems().list();
    QVERIFY(records);
    const auto made = service().create({.title = u"At home"_s,
                                        .participants = {{.id = {}, .name = u"Kim"_s, .extraPercent = 50}},
                                        .length = std::chrono::hours(10),
                                        .ownLength = std::chrono::minutes(60),
                                        .rules = {.problems = {records->first().id}, .languages = {u"python"_s}}});
    QVERIFY(made);
    m_session = *made;
    QVERIFY(service().act(m_session, core::SessionAction::Arm));
    QVERIFY(service().act(m_session, core::SessionAction::Prepare));
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop.engine().store().session(m_session)->state, core::SessionState::Ready, 120000);
}

void TestTakeHome::lobby_waitsForTheSession()
{
    const auto kim = m_desktop.engine().store().session(m_session)->participants.first().id;
    m_desktop.action(ActionId::JoinSession)->trigger();
    auto *dialog = m_desktop.window->candidate()->dialog();
    dialog->findChild<QLineEdit *>()->setText(*service().makeCode(m_session, kim));
    shownButton(*dialog, u"Join"_s)->click();
    QTRY_VERIFY(window() != nullptr && window()->isVisible());
    test::savePictures(*window(), u"take-home-notice"_s);
    shownButton(*window(), u"Agree"_s)->click();
    QTRY_COMPARE(window()->page(), CandidateWindow::Lobby);
    QVERIFY(isShown(u"as soon as the host starts the session"_s));
    QCOMPARE(shownButton(*window(), u"Begin my time"_s), nullptr);
}

void TestTakeHome::lobby_letsOneBegin()
{
    QVERIFY(service().act(m_session, core::SessionAction::Start));
    QTRY_VERIFY(shownButton(*window(), u"Begin my time"_s) != nullptr);
    QCOMPARE(window()->page(), CandidateWindow::Lobby);
    QVERIFY(isShown(u"You have 1 h 30 min from when you begin"_s));
    QVERIFY(window()->bar()->time().isEmpty()); // it has not started
    test::savePictures(*window(), u"take-home-lobby"_s);
}

void TestTakeHome::begun_isTimedFromThen()
{
    shownButton(*window(), u"Begin my time"_s)->click();
    QTRY_COMPARE(window()->page(), CandidateWindow::Workspace);
    QTRY_VERIFY2(window()->bar()->time().contains(u"1:29:5"_s) || window()->bar()->time().contains(u"1:30:00"_s),
                 qPrintable(window()->bar()->time()));
    QVERIFY(m_desktop.engine().store().session(m_session)->participants.first().began);
}

void TestTakeHome::left_theLastWordsAreKept()
{
    QTRY_VERIFY(!window()->solvePage()->editor()->draft().files.isEmpty());
    window()->solvePage()->editor()->replaceText(u"main.py"_s, u"print('farewell')\n"_s);
    window()->close(); // asks first
    QTRY_VERIFY(window()->findChild<QMessageBox *>() != nullptr);
    window()->solvePage()->editor()->replaceText(u"main.py"_s, u"print('farewell, again')\n"_s);
    shownButton(*window()->findChild<QMessageBox *>(), u"Leave"_s)->click();
    const auto documents = [this] { return *m_desktop.engine().store().documents(m_session, std::nullopt); };
    QTRY_VERIFY(!documents().isEmpty());
    QTRY_COMPARE(documents().first().text, u"print('farewell, again')\n"_s);
}

ASSAY_GUI_TEST_MAIN(TestTakeHome)
#include "tst_take_home.moc"
