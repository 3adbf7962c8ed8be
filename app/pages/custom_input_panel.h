// SPDX-License-Identifier: GPL-3.0-or-later
// CustomInputPanel: an input of one's own, and what the program made of it.
#pragma once

#include "core/model/candidate_view.h"

#include <QWidget>

class QLabel;

namespace assay::app {

class TextPane;

class CustomInputPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CustomInputPanel(QWidget *parent = nullptr);

    void setInput(const QByteArray &input);
    [[nodiscard]] QByteArray input() const;
    void showResult(const core::CandidateCase &run);
    void clearResult();
    void setWhitespaceVisible(bool visible);
    void focusInput();

Q_SIGNALS:
    void edited();

private:
    TextPane *m_input;
    TextPane *m_output;
    TextPane *m_errors;
    QLabel *m_facts;
};

} // namespace assay::app
