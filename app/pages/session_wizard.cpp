// SPDX-License-Identifier: GPL-3.0-or-later
// SessionWizard: plans a session in four steps: people and time, problems, rules, preflight.
#include "app/pages/session_wizard.h"

#include "app/models/problems_model.h"
#include "app/pages/session_pages.h"
#include "app/text/error_text.h"
#include "app/text/session_text.h"
#include "app/widgets/sign_line.h"
#include "app/widgets/status_section.h"

#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace assay::app {

namespace {

constexpr Milliseconds kUsualLength = std::chrono::hours(1);
constexpr Milliseconds kUsuallyKept = std::chrono::days(14);

core::SessionDraft draftOf(const core::Session &session)
{
    core::SessionDraft draft{.title = session.title,
                             .participants = {},
                             .startsAt = session.startsAt,
                             .closesAt = {},
                             .purgeAt = {},
                             .length = session.length,
                             .ownLength = session.ownLength,
                             .keptFor = session.keptFor,
                             .rules = session.rules};
    if (!draft.length && session.startsAt && session.closesAt)
        draft.length = *session.closesAt - *session.startsAt;
    if (!draft.keptFor && session.closesAt && session.purgeAt)
        draft.keptFor = *session.purgeAt - *session.closesAt;
    for (const core::Participant &one : session.participants)
        draft.participants.append({.id = one.id, .name = one.name, .role = one.role, .extraPercent = one.extraPercent});
    return draft;
}

} // namespace

SessionWizard::SessionWizard(const ProblemsModel &problems, const QList<core::LanguageStatus> &languages,
                             QWidget *parent)
    : QDialog(parent)
    , m_known(problems)
    , m_people(new SessionPeoplePage(this))
    , m_problems(new SessionProblemsPage(problems, this))
    , m_rules(new SessionRulesPage(languages, this))
    , m_steps(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New session"));
    resize(860, 560);
    m_steps->addItems({tr("1  People and time"), tr("2  Problems"), tr("3  Rules"), tr("4  Preflight")});
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setFixedWidth(fontMetrics().averageCharWidth() * 26);
    m_steps->setFrameShape(QFrame::NoFrame);
    for (QWidget *page : {static_cast<QWidget *>(m_people), static_cast<QWidget *>(m_problems),
                          static_cast<QWidget *>(m_rules), buildPreflight()})
        m_pages->addWidget(page);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(m_steps);
    middle->addWidget(m_pages, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(12);
    layout->addLayout(middle, 1);
    layout->addWidget(buildButtons());
    connect(m_steps, &QListWidget::currentRowChanged, this, &SessionWizard::pageChanged);
    connect(m_rules, &SessionRulesPage::changed, this, &SessionWizard::showNotice);
    const core::SessionDraft usual{.title = {},
                                   .participants = {{.id = {}, .name = {}}},
                                   .startsAt = {},
                                   .closesAt = {},
                                   .purgeAt = {},
                                   .length = kUsualLength,
                                   .ownLength = {},
                                   .keptFor = kUsuallyKept,
                                   .rules = {}};
    showDraft(usual);
    m_steps->setCurrentRow(People);
}

QWidget *SessionWizard::buildPreflight()
{
    auto *box = new QWidget(this);
    m_sign = new SignLine(tr("Preflight"), box);
    auto *page = new QWidget(box);
    page->setProperty("role", QStringLiteral("page"));
    page->setAttribute(Qt::WA_StyledBackground);
    m_lines = new StatusSection(tr("What the session needs"), page);
    auto *inner = new QVBoxLayout(page);
    inner->setContentsMargins(12, 12, 12, 12);
    inner->addWidget(m_lines);
    inner->addStretch(1);
    auto *scroll = new QScrollArea(box);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    scroll->setProperty("framed", true);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_sign);
    layout->addWidget(scroll, 1);
    return box;
}

QWidget *SessionWizard::buildButtons()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString &text) {
        auto *button = new QPushButton(text, bar);
        button->setAutoDefault(false);
        layout->addWidget(button);
        return button;
    };
    m_save = add(tr("Sa&ve as a draft"));
    auto *more = add(tr("&Template"));
    auto *menu = new QMenu(more);
    menu->addAction(tr("&Open a template…"), this, [this] { askForTemplate(false); });
    menu->addAction(tr("&Save as a template…"), this, [this] { askForTemplate(true); });
    more->setMenu(menu);
    m_told = new QLabel(bar);
    m_told->setWordWrap(true);
    layout->addWidget(m_told, 1);
    m_back = add(tr("&Back"));
    m_next = add(tr("&Next"));
    m_arm = add(tr("&Arm"));
    auto *cancel = add(tr("Cancel"));
    m_next->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, &SessionWizard::saveRequested);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(m_steps->currentRow() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goTo(m_steps->currentRow() + 1); });
    connect(m_arm, &QPushButton::clicked, this, &SessionWizard::armRequested);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    return bar;
}

void SessionWizard::showDraft(const core::SessionDraft &draft)
{
    m_people->show(draft);
    m_problems->show(draft);
    m_rules->show(draft);
}

void SessionWizard::goTo(int page)
{
    m_steps->setCurrentRow(std::clamp(page, int(People), int(PageCount) - 1));
}

void SessionWizard::pageChanged(int page)
{
    m_pages->setCurrentIndex(page);
    m_back->setEnabled(page > People);
    m_next->setVisible(page < Preflight);
    m_arm->setVisible(page == Preflight);
    m_arm->setEnabled(false);
    if (page == Rules)
        showNotice();
    if (page == Preflight) {
        m_lines->setLines({});
        m_sign->show(Glyph::Ring, Tone::Active, tr("What it needs is being looked at…"));
        Q_EMIT preflightRequested();
    }
}

core::SessionDraft SessionWizard::draft() const
{
    core::SessionDraft draft;
    m_people->fill(draft);
    m_problems->fill(draft);
    m_rules->fill(draft);
    return draft;
}

core::Session SessionWizard::planned() const
{
    const core::SessionDraft now = draft();
    core::Session session;
    session.length = now.length;
    session.ownLength = now.ownLength;
    session.keptFor = now.keptFor;
    session.rules = now.rules;
    for (const core::ParticipantDraft &one : now.participants) {
        core::Participant person;
        person.name = one.name;
        person.role = one.role;
        session.participants.append(person);
    }
    return session;
}

void SessionWizard::showNotice()
{
    const core::Session session = planned();
    m_rules->setNotice(
        toHtml(candidateNotice(session, static_cast<int>(session.rules.problems.size()), m_rules->languageNames())));
}

void SessionWizard::edit(const core::Session &session)
{
    m_id = session.id;
    setWindowTitle(tr("Edit session"));
    showDraft(draftOf(session));
}

void SessionWizard::showPreflight(const core::Session &stored, const QList<core::PreflightLine> &lines)
{
    const int page = m_steps->currentRow();
    edit(stored); // who is new has an id from now on
    m_steps->setCurrentRow(page);
    QList<StatusLine> shown;
    for (const core::PreflightLine &line : lines) {
        const PreflightText text = textOf(line);
        shown.append({.glyph = text.glyph, .tone = text.tone, .text = text.text, .detail = text.detail, .side = {}});
    }
    m_lines->setLines(shown);
    const auto bad = std::ranges::count(lines, core::PreflightState::Bad, &core::PreflightLine::state);
    m_arm->setEnabled(bad == 0);
    if (bad > 0)
        m_sign->show(Glyph::Cross, Tone::Fail,
                     tr("It cannot be armed yet: %n thing(s) to mend.", nullptr, static_cast<int>(bad)));
    else
        m_sign->show(Glyph::Check, Tone::Pass, tr("It can be armed. From then on it cannot be edited any more."));
}

void SessionWizard::askForTemplate(bool toSave)
{
    auto *dialog = new QFileDialog(this, toSave ? tr("Save as a template") : tr("Open a template"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(toSave ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(toSave ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Templates of sessions (%1)").arg(QStringLiteral("*.json")),
                            tr("All files (%1)").arg(QStringLiteral("*"))});
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, toSave](const QString &file) { toSave ? saveTemplate(file) : openTemplate(file); });
    dialog->open();
}

void SessionWizard::openTemplate(const QString &file)
{
    m_background.run(
        this, [path = file.toStdString()] { return core::readTemplate(path); },
        [this](const Result<core::SessionTemplate> &plan) {
            if (plan)
                takeTemplate(*plan);
            else
                m_told->setText(tr("The template cannot be used: %1").arg(errorDetails(plan.error())));
        });
}

void SessionWizard::takeTemplate(const core::SessionTemplate &plan)
{
    auto [made, missing, changed] = core::draftOf(plan, m_known.all());
    const core::SessionDraft before = draft();
    made.participants = before.participants;
    made.startsAt = before.startsAt;
    showDraft(made);
    showNotice();
    QStringList told{tr("Opened.")};
    if (!missing.isEmpty())
        told.append(tr("Not here: %1.").arg(missing.join(QStringLiteral(", "))));
    if (!changed.isEmpty())
        told.append(tr("Changed since: %1.").arg(changed.join(QStringLiteral(", "))));
    m_told->setText(told.join(QLatin1Char(' ')));
}

void SessionWizard::saveTemplate(const QString &file)
{
    m_background.run(
        this,
        [path = file.toStdString(), plan = core::templateOf(draft(), m_known.all())] {
            return core::writeTemplate(path, plan);
        },
        [this](const Result<void> &saved) {
            m_told->setText(saved ? tr("Saved, without people and dates.")
                                  : tr("The template could not be saved: %1").arg(errorDetails(saved.error())));
        });
}

void SessionWizard::showFailure(const QString &text)
{
    goTo(Preflight);
    m_lines->setLines({});
    m_sign->show(Glyph::Cross, Tone::Fail, text);
}

} // namespace assay::app
