// SPDX-License-Identifier: GPL-3.0-or-later
// RunBar: Run, Submit, Stop, and how far the last one is: "Queued 2nd › Compiling › Test 3/12 › Accepted".
#include "app/widgets/run_bar.h"

#include "app/models/submissions_model.h"
#include "app/text/format_text.h"
#include "app/text/verdict_text.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace assay::app {

namespace {

void follow(QPushButton *button, QAction *action, QObject *context)
{
    const auto update = [button, action] {
        button->setEnabled(action->isEnabled());
        const auto shortcut = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(shortcut.isEmpty() ? action->toolTip()
                                              : QStringLiteral("%1 (%2)").arg(action->toolTip(), shortcut));
    };
    update();
    QObject::connect(action, &QAction::changed, context, update);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
}

} // namespace

QStringList stepTexts(const RunProgress &progress)
{
    const auto &judgement = progress.judgement;
    if (judgement.state == core::JudgementState::Queued)
        return {!progress.ahead || *progress.ahead == 0 ? RunBar::tr("Queued, next in line")
                                                        : RunBar::tr("Queued, %n in front", "", *progress.ahead)};
    QStringList steps;
    if (judgement.compile && judgement.compile->ok)
        steps.append(judgement.compile->cached
                         ? RunBar::tr("Compiled before")
                         : RunBar::tr("Compiled in %1").arg(durationText(judgement.compile->duration)));
    const auto total = static_cast<int>(judgement.cases.size());
    switch (judgement.state) {
    case core::JudgementState::Queued:
        break;
    case core::JudgementState::Leased:
        steps.append(RunBar::tr("Starting"));
        break;
    case core::JudgementState::Compiling:
        steps.append(RunBar::tr("Compiling"));
        break;
    case core::JudgementState::Running:
        steps.append(total == 0 ? RunBar::tr("Running")
                                : RunBar::tr("Test %1/%2").arg(qMin(finishedCases(judgement) + 1, total)).arg(total));
        break;
    case core::JudgementState::Finalizing:
        steps.append(RunBar::tr("Finishing"));
        break;
    case core::JudgementState::Done:
    case core::JudgementState::Cancelled:
        if (progress.purpose == core::Purpose::Submit && finishedCases(judgement) > 0)
            steps.append(RunBar::tr("Tests %1/%2").arg(finishedCases(judgement)).arg(total));
        steps.append(outcomeText(judgement, progress.purpose));
        break;
    }
    return steps;
}

RunBar::RunBar(QWidget *parent)
    : QWidget(parent)
    , m_run(new QPushButton(tr("Run"), this))
    , m_submit(new QPushButton(tr("Submit"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_icon(new QLabel(this))
    , m_steps(new QLabel(this))
    , m_figures(new QLabel(this))
{
    m_submit->setProperty("primary", true);
    m_steps->setAccessibleName(tr("Progress"));
    m_steps->setTextFormat(Qt::RichText);
    m_steps->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_figures->setProperty("role", QStringLiteral("muted"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 12, 6);
    row->setSpacing(6);
    row->addWidget(m_run);
    row->addWidget(m_submit);
    row->addWidget(m_stop);
    row->addSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_steps, 1);
    row->addWidget(m_figures);
    connect(m_steps, &QLabel::linkActivated, this, &RunBar::detailsRequested);
    render();
}

void RunBar::setActions(QAction *run, QAction *submit, QAction *stop)
{
    follow(m_run, run, this);
    follow(m_submit, submit, this);
    follow(m_stop, stop, this);
}

void RunBar::setRunLabel(const QString &text)
{
    m_run->setText(text);
}

void RunBar::showProgress(const RunProgress &progress)
{
    m_sending = false;
    if (m_progress == progress)
        return;
    m_progress = progress;
    render();
}

void RunBar::showSending()
{
    m_sending = true;
    m_progress.reset();
    render();
}

void RunBar::clearProgress()
{
    m_sending = false;
    m_progress.reset();
    render();
}

QString RunBar::text() const
{
    return m_progress ? stepTexts(*m_progress).join(QStringLiteral(" › ")) : QString();
}

void RunBar::render()
{
    const auto &theme = themeOf(palette());
    const auto side = fontMetrics().height() + 2;
    m_run->setIcon(textIcon(QStringLiteral("run")));
    m_submit->setIcon(tintedIcon(QStringLiteral("submit"), theme.accentText));
    m_stop->setIcon(textIcon(QStringLiteral("stop")));
    m_icon->setVisible(m_progress.has_value());
    m_figures->clear();
    if (!m_progress) {
        const auto hint = m_sending ? tr("Handing over…") : tr("Nothing has been run yet");
        m_steps->setText(
            QStringLiteral("<span style='color:%1'>%2</span>").arg(theme.muted.name(), hint.toHtmlEscaped()));
        return;
    }
    const auto &judgement = m_progress->judgement;
    const auto look = lookOf(judgement.state, judgement.verdict);
    const auto color = theme.tone(look.tone);
    m_icon->setPixmap(glyphIcon(look.glyph, color).pixmap(QSize(side, side), devicePixelRatioF()));
    if (finishedCases(judgement) > 0)
        m_figures->setText(
            tr("%1 · %2", "time and memory").arg(durationText(worstCpu(judgement)), sizeText(worstMemory(judgement))));
    auto steps = stepTexts(*m_progress);
    const auto last = steps.takeLast();
    // The verdict is what people look for: where it is narrow, the steps before it go first, then the figures.
    const auto room = roomForSteps();
    while (!steps.isEmpty() && widthOf(steps, last) > room)
        steps.removeFirst();
    if (widthOf(steps, last) > room)
        m_figures->clear();
    QString html;
    for (const auto &step : std::as_const(steps))
        html += QStringLiteral("<span style='color:%1'>%2&nbsp; › &nbsp;</span>")
                    .arg(theme.muted.name(), step.toHtmlEscaped());
    html += QStringLiteral("<a href='details' style='color:%1; font-weight:600; text-decoration:none'>%2</a>")
                .arg(color.name(), last.toHtmlEscaped());
    m_steps->setText(html);
    m_steps->setAccessibleDescription(text());
    m_steps->setToolTip(text());
}

int RunBar::widthOf(const QStringList &steps, const QString &last) const
{
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    const auto separator = fontMetrics().horizontalAdvance(QStringLiteral("  ›   "));
    auto width = QFontMetrics(bold).horizontalAdvance(last);
    for (const auto &step : steps)
        width += fontMetrics().horizontalAdvance(step) + separator;
    return width;
}

int RunBar::roomForSteps() const
{
    const auto margins = layout()->contentsMargins();
    auto taken = margins.left() + margins.right() + 8 + 6 * layout()->spacing() + fontMetrics().height() + 2;
    for (const QWidget *widget : {static_cast<QWidget *>(m_run), static_cast<QWidget *>(m_submit),
                                  static_cast<QWidget *>(m_stop), static_cast<QWidget *>(m_figures)})
        taken += widget->sizeHint().width();
    return width() - taken;
}

void RunBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    render();
}

void RunBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        render();
}

} // namespace assay::app
