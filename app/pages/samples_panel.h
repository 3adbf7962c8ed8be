// SPDX-License-Identifier: GPL-3.0-or-later
// SamplesPanel: the samples in a list, and of the chosen one input, expected and actual output side by side.
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QListView;
class QStackedWidget;
class QToolButton;

namespace assay::app {

class SamplesModel;
class TextPane;

class SamplesPanel : public QWidget
{
    Q_OBJECT

public:
    /// The model is borrowed.
    explicit SamplesPanel(SamplesModel &samples, QWidget *parent = nullptr);

    [[nodiscard]] int currentRow() const;
    void select(int row);
    /// The first one that failed after `row`, going round; false when none did.
    bool selectNextFailing();
    [[nodiscard]] TextPane *actualPane() const { return m_actual; }
    void setWhitespaceVisible(bool visible);

Q_SIGNALS:
    void whitespaceToggled(bool visible);

private:
    QWidget *buildList();
    QWidget *buildPanes();
    void showCurrent();
    void showResult();
    void addSample();
    void duplicateSample();
    void removeSample();

    SamplesModel &m_samples;
    QListView *m_list = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_duplicate = nullptr;
    QToolButton *m_whitespace = nullptr;
    QToolButton *m_judged = nullptr;
    QStackedWidget *m_stack = nullptr;
    TextPane *m_input = nullptr;
    TextPane *m_expected = nullptr;
    TextPane *m_actual = nullptr;
    TextPane *m_errors = nullptr;
};

} // namespace assay::app
