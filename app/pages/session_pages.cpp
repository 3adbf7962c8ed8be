// SPDX-License-Identifier: GPL-3.0-or-later
// The pages on which a session is planned: people and time, problems, rules. Each shows and gives its part of a draft.
#include "app/pages/session_pages.h"

#include "app/models/problems_model.h"
#include "app/text/session_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace assay::app {

namespace {

enum PeopleColumn : int { Name, Role, Extra, PeopleColumnCount };

constexpr int kMostMinutes = 14 * 24 * 60;
constexpr int kMostExtraPercent = 400;
constexpr int kForGood = 0;
constexpr std::array kDaysKept{1, 7, 14, 30, 90, kForGood};

Timestamp timestampOf(const QDateTime &time)
{
    return Timestamp{Milliseconds{time.toMSecsSinceEpoch()}};
}

QDateTime dateTimeOf(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

QDateTime nextFullHour()
{
    const QDateTime now = QDateTime::currentDateTime();
    return QDateTime(now.date(), QTime(now.time().hour(), 0)).addSecs(3600);
}

QLabel *explanation(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("role", QStringLiteral("muted"));
    return label;
}

} // namespace

SessionPeoplePage::SessionPeoplePage(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLineEdit(this))
{
    m_title->setPlaceholderText(tr("Interview with…"));
    m_title->setAccessibleName(tr("Title"));
    auto *form = new QFormLayout;
    form->addRow(tr("&Title:"), m_title);
    form->addRow(tr("Starts:"), buildTime());
    m_minutes = new QSpinBox(this);
    m_minutes->setRange(0, kMostMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setSpecialValueText(tr("until it is ended by hand"));
    m_minutes->setAccessibleName(tr("Length"));
    form->addRow(tr("&Lasts:"), m_minutes);
    m_ownMinutes = new QSpinBox(this);
    m_ownMinutes->setRange(0, kMostMinutes);
    m_ownMinutes->setSuffix(tr(" min from when they begin"));
    m_ownMinutes->setSpecialValueText(tr("the same time, with the session"));
    m_ownMinutes->setToolTip(tr("For work at home: everybody begins when it suits them, while the session lasts."));
    m_ownMinutes->setAccessibleName(tr("Time of each candidate"));
    form->addRow(tr("&Candidates have:"), m_ownMinutes);
    m_keep = new QComboBox(this);
    for (const int days : kDaysKept)
        m_keep->addItem(days == kForGood ? tr("until they are purged by hand") : tr("for %n day(s)", nullptr, days),
                        days);
    m_keep->setAccessibleName(tr("How long its data are kept"));
    form->addRow(tr("Data are &kept:"), m_keep);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(buildPeople(), 1);
}

QWidget *SessionPeoplePage::buildTime()
{
    auto *box = new QWidget(this);
    m_byHand = new QRadioButton(tr("when I &start it"), box);
    m_atTime = new QRadioButton(tr("by itself, &on"), box);
    m_start = new QDateTimeEdit(nextFullHour(), box);
    m_start->setCalendarPopup(true);
    m_start->setAccessibleName(tr("Start"));
    m_start->setEnabled(false);
    m_byHand->setChecked(true);
    connect(m_atTime, &QRadioButton::toggled, m_start, &QWidget::setEnabled);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_byHand);
    layout->addWidget(m_atTime);
    layout->addWidget(m_start);
    layout->addStretch(1);
    return box;
}

QWidget *SessionPeoplePage::buildPeople()
{
    auto *box = new QWidget(this);
    m_people = new QTableWidget(0, PeopleColumnCount, box);
    m_people->setAccessibleName(tr("People"));
    m_people->setHorizontalHeaderLabels({tr("Name"), tr("Role"), tr("Extra time")});
    m_people->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_people->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_people->horizontalHeader()->resizeSection(Role, 150);
    m_people->horizontalHeader()->resizeSection(Extra, 120);
    m_people->horizontalHeader()->setHighlightSections(false);
    m_people->verticalHeader()->hide();
    m_people->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 18);
    m_people->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_people->setSelectionMode(QAbstractItemView::SingleSelection);
    m_people->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_people->setTabKeyNavigation(false);
    m_people->setShowGrid(false);
    m_people->setProperty("framed", true);
    auto *add = new QPushButton(tr("&Add somebody"), box);
    m_remove = new QPushButton(tr("&Remove"), box);
    m_remove->setEnabled(false);
    for (auto *button : {add, m_remove})
        button->setAutoDefault(false);
    auto *bar = new QHBoxLayout;
    bar->addWidget(add);
    bar->addWidget(m_remove);
    bar->addStretch(1);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(
        explanation(tr("Everybody who takes part is listed for the candidate: there are no secret watchers."), box));
    layout->addWidget(m_people, 1);
    layout->addLayout(bar);
    connect(add, &QPushButton::clicked, this, [this] {
        addPerson({});
        m_people->setCurrentCell(m_people->rowCount() - 1, Name);
        m_people->editItem(m_people->item(m_people->rowCount() - 1, Name));
    });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_people->removeRow(m_people->currentRow()); });
    connect(m_people, &QTableWidget::currentCellChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
    return box;
}

void SessionPeoplePage::addPerson(const core::ParticipantDraft &person)
{
    const int row = m_people->rowCount();
    m_people->insertRow(row);
    auto *name = new QTableWidgetItem(person.name);
    name->setData(Qt::UserRole, QVariant::fromValue(person.id));
    m_people->setItem(row, Name, name);
    auto *role = new QComboBox(m_people);
    for (const auto &[value, text] : core::kParticipantRoleNames.rows())
        role->addItem(roleText(value), int(value));
    role->setCurrentIndex(role->findData(int(person.role)));
    role->setAccessibleName(tr("Role"));
    m_people->setCellWidget(row, Role, role);
    auto *extra = new QSpinBox(m_people);
    extra->setRange(0, kMostExtraPercent);
    extra->setSingleStep(5);
    extra->setPrefix(QStringLiteral("+"));
    extra->setSuffix(tr(" %"));
    extra->setSpecialValueText(tr("none"));
    extra->setValue(person.extraPercent);
    extra->setAccessibleName(tr("Extra time"));
    m_people->setCellWidget(row, Extra, extra);
}

void SessionPeoplePage::show(const core::SessionDraft &draft)
{
    m_title->setText(draft.title);
    m_atTime->setChecked(draft.startsAt.has_value());
    m_byHand->setChecked(!draft.startsAt);
    if (draft.startsAt)
        m_start->setDateTime(dateTimeOf(*draft.startsAt));
    const Milliseconds length = draft.length.value_or(Milliseconds{0});
    m_minutes->setValue(static_cast<int>(std::chrono::round<std::chrono::minutes>(length).count()));
    const Milliseconds ownLength = draft.ownLength.value_or(Milliseconds{0});
    m_ownMinutes->setValue(static_cast<int>(std::chrono::round<std::chrono::minutes>(ownLength).count()));
    const int days =
        draft.keptFor ? static_cast<int>(std::chrono::round<std::chrono::days>(*draft.keptFor).count()) : kForGood;
    if (m_keep->findData(days) < 0)
        m_keep->addItem(tr("for %n day(s)", nullptr, days), days);
    m_keep->setCurrentIndex(m_keep->findData(days));
    m_people->setRowCount(0);
    for (const core::ParticipantDraft &person : draft.participants)
        addPerson(person);
}

void SessionPeoplePage::fill(core::SessionDraft &draft) const
{
    draft.title = m_title->text();
    draft.startsAt = m_atTime->isChecked() ? std::optional(timestampOf(m_start->dateTime())) : std::nullopt;
    draft.length =
        m_minutes->value() == 0 ? std::nullopt : std::optional<Milliseconds>(std::chrono::minutes(m_minutes->value()));
    if (m_ownMinutes->value() > 0)
        draft.ownLength = std::chrono::minutes(m_ownMinutes->value());
    const int days = m_keep->currentData().toInt();
    draft.keptFor = days == kForGood ? std::nullopt : std::optional<Milliseconds>(std::chrono::days(days));
    draft.participants.clear();
    for (int row = 0; row < m_people->rowCount(); ++row) {
        const QTableWidgetItem *name = m_people->item(row, Name);
        if (name == nullptr || name->text().trimmed().isEmpty())
            continue;
        draft.participants.append(
            {.id = name->data(Qt::UserRole).value<core::ParticipantId>(),
             .name = name->text(),
             .role = static_cast<core::ParticipantRole>(
                 qobject_cast<QComboBox *>(m_people->cellWidget(row, Role))->currentData().toInt()),
             .extraPercent = qobject_cast<QSpinBox *>(m_people->cellWidget(row, Extra))->value()});
    }
}

SessionProblemsPage::SessionProblemsPage(const ProblemsModel &problems, QWidget *parent)
    : QWidget(parent)
    , m_problems(problems)
    , m_list(new QListWidget(this))
{
    m_list->setAccessibleName(tr("Problems"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setProperty("framed", true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(
        explanation(tr("Tick those that are to be solved; drag them into their order. The session keeps the "
                       "version that a problem has now."),
                    this));
    layout->addWidget(m_list, 1);
}

void SessionProblemsPage::show(const core::SessionDraft &draft)
{
    m_list->clear();
    const auto add = [this](core::ProblemId id, bool chosen) {
        const core::ProblemRecord *record = m_problems.find(id);
        auto *item = new QListWidgetItem(record == nullptr ? tr("(no longer listed)") : record->title, m_list);
        item->setData(Qt::UserRole, QVariant::fromValue(id));
        item->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
    };
    for (const core::ProblemId id : draft.rules.problems)
        add(id, true);
    for (int row = 0; row < m_problems.rowCount(); ++row) {
        if (!draft.rules.problems.contains(m_problems.at(row).id))
            add(m_problems.at(row).id, false);
    }
}

void SessionProblemsPage::fill(core::SessionDraft &draft) const
{
    draft.rules.problems.clear();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            draft.rules.problems.append(m_list->item(row)->data(Qt::UserRole).value<core::ProblemId>());
    }
}

SessionRulesPage::SessionRulesPage(const QList<core::LanguageStatus> &languages, QWidget *parent)
    : QWidget(parent)
    , m_all(new QCheckBox(tr("&Any language that is installed"), this))
    , m_languages(new QListWidget(this))
    , m_feedback(new QComboBox(this))
    , m_notice(new QTextBrowser(this))
{
    m_languages->setAccessibleName(tr("Languages"));
    m_languages->setProperty("framed", true);
    for (const core::LanguageStatus &status : languages) {
        if (!status.available)
            continue;
        auto *item = new QListWidgetItem(status.language.name, m_languages);
        item->setData(Qt::UserRole, status.language.id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    for (const auto &[value, text] : core::kFeedbackNames.rows())
        m_feedback->addItem(feedbackText(value), int(value));
    m_feedback->setAccessibleName(tr("What candidates are told"));
    m_notice->setAccessibleName(tr("What the candidate will read"));
    m_notice->setProperty("framed", true);
    m_notice->document()->setDocumentMargin(12);
    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_all);
    left->addWidget(m_languages, 1);
    left->addWidget(new QLabel(tr("Candidates are told:"), this));
    left->addWidget(m_feedback);
    auto *right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(new QLabel(tr("This is what the candidate will read:"), this));
    right->addWidget(m_notice, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addLayout(left, 2);
    layout->addLayout(right, 3);
    connect(m_all, &QCheckBox::toggled, this, [this](bool all) {
        m_languages->setEnabled(!all);
        Q_EMIT changed();
    });
    connect(m_languages, &QListWidget::itemChanged, this, &SessionRulesPage::changed);
    connect(m_feedback, &QComboBox::currentIndexChanged, this, &SessionRulesPage::changed);
}

void SessionRulesPage::show(const core::SessionDraft &draft)
{
    m_all->setChecked(draft.rules.languages.isEmpty());
    m_languages->setEnabled(!draft.rules.languages.isEmpty());
    for (int row = 0; row < m_languages->count(); ++row) {
        QListWidgetItem *item = m_languages->item(row);
        item->setCheckState(draft.rules.languages.contains(item->data(Qt::UserRole).toString()) ? Qt::Checked
                                                                                                : Qt::Unchecked);
    }
    m_feedback->setCurrentIndex(m_feedback->findData(int(draft.rules.feedback)));
}

void SessionRulesPage::fill(core::SessionDraft &draft) const
{
    draft.rules.languages.clear();
    for (int row = 0; row < m_languages->count() && !m_all->isChecked(); ++row) {
        if (m_languages->item(row)->checkState() == Qt::Checked)
            draft.rules.languages.append(m_languages->item(row)->data(Qt::UserRole).toString());
    }
    draft.rules.feedback = static_cast<core::Feedback>(m_feedback->currentData().toInt());
}

QStringList SessionRulesPage::languageNames() const
{
    QStringList names;
    for (int row = 0; row < m_languages->count() && !m_all->isChecked(); ++row) {
        if (m_languages->item(row)->checkState() == Qt::Checked)
            names.append(m_languages->item(row)->text());
    }
    return names;
}

void SessionRulesPage::setNotice(const QString &html)
{
    m_notice->setHtml(html);
}

} // namespace assay::app
