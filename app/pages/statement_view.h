// SPDX-License-Identifier: GPL-3.0-or-later
// StatementView: a problem's statement with limits and samples, as a page to read.
#pragma once

#include "core/model/candidate_view.h"

#include <QCoreApplication>
#include <QTextBrowser>

namespace assay::app {

/// A statement as the engine rendered it.
struct StatementPage {
    core::CandidateProblem problem;
    QString html;       ///< Body, self-contained; see core::statementHtml.
    QString folder;     ///< Where its pictures are; nothing outside is loaded.
    QString error;      ///< Shown in its place when there is no statement.

    bool operator==(const StatementPage &) const = default;
};

class StatementView final : public QTextBrowser
{
    Q_DECLARE_TR_FUNCTIONS(StatementView)

public:
    explicit StatementView(QWidget *parent = nullptr);

    void showPage(const StatementPage &page);
    void zoomText(int percent);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void changeEvent(QEvent *event) override;

private:
    void render();
    [[nodiscard]] QString styleSheetText() const;
    [[nodiscard]] QString samplesHtml() const;
    void followLink(const QUrl &url);

    StatementPage m_page;
};

/// "2 s · 256 MiB".
[[nodiscard]] QString limitsLine(const core::Limits &limits);

} // namespace assay::app
