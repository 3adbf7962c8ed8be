// SPDX-License-Identifier: GPL-3.0-or-later
// SessionDetails: one session as it is now, its people, and what can be done with it.
#include "app/pages/session_details.h"

#include "app/text/format_text.h"
#include "app/text/session_text.h"
#include "app/widgets/sign_line.h"
#include "app/widgets/status_section.h"
#include "core/sessions/session_rules.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace assay::app {

namespace {

using core::SessionAction;

enum PeopleColumn : int { Name, Role, Extra, Arrived, Code, PeopleColumnCount };

constexpr int kMostMinutes = 24 * 60;

/// In the order in which they stand; the first that is possible is the one to press.
constexpr std::array kActions{SessionAction::Arm,    SessionAction::Prepare, SessionAction::Recover,
                              SessionAction::Start,  SessionAction::Resume,  SessionAction::Pause,
                              SessionAction::Close,  SessionAction::Review,  SessionAction::Finalize,
                              SessionAction::Cancel, SessionAction::Purge};

QString keyOf(core::ParticipantId id)
{
    return QString::fromStdString(id.toText());
}

QString arrivedText(const core::Participant &one)
{
    if (one.began)
        return SessionDetails::tr("began, %1").arg(whenText(*one.began));
    if (one.consented)
        return SessionDetails::tr("joined and agreed, %1").arg(whenText(*one.consented));
    if (one.joined)
        return SessionDetails::tr("joined, has not agreed yet");
    return SessionDetails::tr("not yet");
}

/// What cannot be undone is asked about; empty: it is just done.
QString questionAbout(SessionAction action)
{
    switch (action) {
    case SessionAction::Close:
        return SessionDetails::tr("End it now? Candidates cannot hand in anything more. What they did is kept.");
    case SessionAction::Cancel:
        return SessionDetails::tr("Call it off? It will not take place.");
    case SessionAction::Purge:
        return SessionDetails::tr(
            "Purge it now? Everything its people did is removed for good: code, results and names. "
            "Only a receipt stays, with numbers.");
    default:
        return {};
    }
}

QString whenItEnds(const core::Session &session, Timestamp now)
{
    if (session.length && !session.closesAt)
        return SessionDetails::tr("%1 after the start", "a length").arg(lengthText(*session.length));
    return session.closesAt ? timeText(closesFor(session, {}, now)) : SessionDetails::tr("when it is ended");
}

QString whenDataGo(const core::Session &session)
{
    if (session.held)
        return SessionDetails::tr("never, it is kept");
    if (session.keptFor && !session.purgeAt)
        return SessionDetails::tr("%n day(s) after the end", nullptr,
                                  static_cast<int>(std::chrono::ceil<std::chrono::days>(*session.keptFor).count()));
    return session.purgeAt ? timeText(session.purgeAt) : SessionDetails::tr("when it is purged");
}

bool isOver(core::SessionState state)
{
    return !core::nextState(state, SessionAction::Close) && core::nextState(state, SessionAction::Purge);
}

} // namespace

SessionDetails::SessionDetails(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_sign(new SignLine(tr("State of the session"), this))
    , m_facts(new StatusSection(tr("Plan"), this))
{
    m_title->setProperty("role", QStringLiteral("heading"));
    m_title->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(m_sign);
    layout->addWidget(m_facts);
    layout->addWidget(buildPeople(), 1);
    layout->addWidget(buildButtons());
}

QWidget *SessionDetails::buildPeople()
{
    auto *box = new QWidget(this);
    m_people = new QTableWidget(0, PeopleColumnCount, box);
    m_people->setAccessibleName(tr("People"));
    m_people->setHorizontalHeaderLabels({tr("Name"), tr("Role"), tr("Extra time"), tr("Arrived"), tr("Code to join")});
    m_people->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_people->setSelectionMode(QAbstractItemView::SingleSelection);
    m_people->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_people->setTabKeyNavigation(false);
    m_people->setShowGrid(false);
    m_people->setProperty("framed", true);
    m_people->verticalHeader()->hide();
    m_people->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_people->horizontalHeader()->setHighlightSections(false);
    // A long name is cut rather than the code, which has to be read out.
    m_people->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_people->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_makeCode = new QPushButton(tr("&Make a code to join"), box);
    m_makeCode->setToolTip(tr("It lets this person in once. An earlier one is no longer good."));
    m_copyCode = new QPushButton(tr("C&opy code"), box);
    m_copyLink = new QPushButton(tr("Copy &link"), box);
    m_copyLink->setToolTip(tr("For a browser: it brings the code along."));
    for (auto *button : {m_makeCode, m_copyCode, m_copyLink})
        button->setAutoDefault(false);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_makeCode);
    bar->addWidget(m_copyCode);
    bar->addWidget(m_copyLink);
    bar->addStretch(1);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_people, 1);
    layout->addLayout(bar);
    connect(m_people, &QTableWidget::itemSelectionChanged, this, &SessionDetails::updatePeopleButtons);
    connect(m_makeCode, &QPushButton::clicked, this, [this] {
        if (const auto who = chosen())
            Q_EMIT codeRequested(*who);
    });
    connect(m_copyCode, &QPushButton::clicked, this, [this] {
        if (const auto who = chosen())
            QGuiApplication::clipboard()->setText(m_codes.value(keyOf(*who)));
    });
    connect(m_copyLink, &QPushButton::clicked, this, [this] {
        if (const auto who = chosen())
            QGuiApplication::clipboard()->setText(m_serverLink + QStringLiteral("/?code=") +
                                                  m_codes.value(keyOf(*who)));
    });
    return box;
}

QWidget *SessionDetails::buildButtons()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 4, 0, 0);
    const auto add = [&](const QString &text) {
        auto *button = new QPushButton(text, bar);
        button->setAutoDefault(false); // nothing is ended by a stray Enter
        button->hide(); // until it is known what is possible
        layout->addWidget(button);
        return button;
    };
    for (const SessionAction action : kActions) {
        if (action == SessionAction::Cancel)
            layout->addStretch(1);
        auto *button = add(actionText(action));
        m_actions.insert(int(action), button);
        connect(button, &QPushButton::clicked, this, [this, action] { requestAction(action); });
        if (action == SessionAction::Arm)
            m_edit = add(tr("E&dit…"));
        if (action == SessionAction::Pause)
            m_extend = add(tr("E&xtend…"));
        if (action == SessionAction::Finalize)
            m_hold = add({});
    }
    connect(m_edit, &QPushButton::clicked, this, &SessionDetails::editRequested);
    connect(m_hold, &QPushButton::clicked, this, [this] { Q_EMIT holdRequested(!m_session.held); });
    connect(m_extend, &QPushButton::clicked, this, [this] {
        auto *dialog = new QInputDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(tr("Extend"));
        dialog->setLabelText(tr("Minutes more for everybody (fewer with a minus):"));
        dialog->setInputMode(QInputDialog::IntInput);
        dialog->setIntRange(-kMostMinutes, kMostMinutes);
        dialog->setIntValue(10);
        connect(dialog, &QInputDialog::intValueSelected, this,
                [this](int minutes) { Q_EMIT extensionRequested(Milliseconds{std::chrono::minutes(minutes)}); });
        dialog->open();
    });
    return bar;
}

void SessionDetails::requestAction(SessionAction action)
{
    const QString question = questionAbout(action);
    if (question.isEmpty()) {
        Q_EMIT actionRequested(action);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, m_session.title, question, QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto *yes = box->addButton(actionText(action).remove(QStringLiteral("…")), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
    box->open();
}

void SessionDetails::show(const core::Session &session, const QStringList &problems, const QStringList &languages)
{
    m_session = session;
    m_title->setText(session.title.isEmpty() ? tr("(without a title)") : session.title);
    const Look look = lookOf(session.state);
    m_sign->show(look.glyph, look.tone, stateMeaning(session));
    const auto now = Timestamp{Milliseconds{QDateTime::currentMSecsSinceEpoch()}};
    QList<StatusLine> lines;
    const auto add = [&lines](const QString &text, const QString &value) {
        lines.append({.glyph = Glyph::Dots, .tone = Tone::Quiet, .text = text, .detail = value, .side = {}});
    };
    add(tr("Time"), tr("Starts: %1. Ends: %2. Data go: %3.")
                        .arg(session.startsAt ? timeText(session.startsAt) : tr("when it is started"),
                             whenItEnds(session, now), whenDataGo(session)));
    if (session.state != core::SessionState::Purged) {
        add(tr("Problems"), problems.isEmpty() ? tr("none") : problems.join(QStringLiteral(", ")));
        add(tr("Languages"), languages.isEmpty() ? tr("all that are installed") : languages.join(QStringLiteral(", ")));
        add(tr("Candidates are told"), feedbackText(session.rules.feedback));
    }
    m_facts->setLines(lines);
    showPeople();
    showButtons();
}

void SessionDetails::showPeople()
{
    const auto before = chosen();
    m_people->setRowCount(static_cast<int>(m_session.participants.size()));
    for (int row = 0; row < m_people->rowCount(); ++row) {
        const core::Participant &one = m_session.participants.at(row);
        const QString code = m_codes.value(keyOf(one.id));
        const QStringList texts{one.name, roleText(one.role),
                                one.extraPercent == 0 ? QString() : tr("+%1 %").arg(one.extraPercent), arrivedText(one),
                                one.joined ? QString() : code};
        for (int column = 0; column < PeopleColumnCount; ++column) {
            if (m_people->item(row, column) == nullptr)
                m_people->setItem(row, column, new QTableWidgetItem);
            m_people->item(row, column)->setText(texts.at(column));
        }
        if (before == one.id)
            m_people->selectRow(row);
    }
    if (!before && m_people->rowCount() > 0)
        m_people->selectRow(0);
    updatePeopleButtons();
}

void SessionDetails::showButtons()
{
    bool first = true;
    for (const SessionAction action : kActions) {
        const bool possible =
            core::nextState(m_session.state, action).has_value() && (action != SessionAction::Purge || !m_session.held);
        QPushButton *button = m_actions.value(int(action));
        button->setVisible(possible);
        button->setDefault(possible && first && action != SessionAction::Close && action != SessionAction::Purge);
        first = first && !possible;
    }
    const bool over = isOver(m_session.state);
    m_edit->setVisible(m_session.state == core::SessionState::Draft);
    m_extend->setVisible(m_session.closesAt.has_value() && !over && m_session.state != core::SessionState::Draft &&
                         m_session.state != core::SessionState::Purged);
    m_hold->setVisible(over);
    m_hold->setText(m_session.held ? tr("&Let it be purged") : tr("&Keep it"));
    m_hold->setToolTip(tr("What is kept is not purged, whatever its plan says"));
}

std::optional<core::ParticipantId> SessionDetails::chosen() const
{
    const int row = m_people->currentRow();
    if (row < 0 || row >= m_session.participants.size() || m_people->selectedItems().isEmpty())
        return std::nullopt;
    return m_session.participants.at(row).id;
}

void SessionDetails::updatePeopleButtons()
{
    const auto who = chosen();
    m_makeCode->setEnabled(who.has_value() && !isOver(m_session.state));
    const bool hasCode = who.has_value() && !m_codes.value(keyOf(*who)).isEmpty();
    m_copyCode->setEnabled(hasCode);
    m_copyLink->setEnabled(hasCode);
    m_copyLink->setVisible(!m_serverLink.isEmpty());
}

void SessionDetails::setServerLink(const QString &link)
{
    m_serverLink = link;
    updatePeopleButtons();
}

void SessionDetails::showCode(core::ParticipantId participant, const QString &code)
{
    m_codes.insert(keyOf(participant), code);
    showPeople();
}

} // namespace assay::app
