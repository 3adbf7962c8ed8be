// SPDX-License-Identifier: GPL-3.0-or-later
// CompilerPanel: what the compiler said, with its places in the source as links.
#pragma once

#include "app/editor/diagnostics.h"
#include "core/model/judgement.h"

#include <QTextBrowser>

namespace assay::app {

class CompilerPanel : public QTextBrowser
{
    Q_OBJECT

public:
    explicit CompilerPanel(QWidget *parent = nullptr);

    /// `files` are the names that links may lead to. Returns the places found.
    QList<Diagnostic> showResult(const core::CompileResult &result, const QStringList &files);
    void clearResult();

Q_SIGNALS:
    void placeChosen(const assay::app::Diagnostic &place);

protected:
    void changeEvent(QEvent *event) override;

private:
    void render();

    std::optional<core::CompileResult> m_result;
    QList<Diagnostic> m_places;
};

} // namespace assay::app
