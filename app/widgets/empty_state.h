// SPDX-License-Identifier: GPL-3.0-or-later
// EmptyState: what stands where there is nothing yet, and what to do about it.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace assay::app {

class EmptyState final : public QWidget
{
public:
    /// `icon` names a file of resources/icons.
    EmptyState(const QString &icon, const QString &heading, const QString &text, QWidget *parent = nullptr);

    void setTexts(const QString &heading, const QString &text);
    /// The first one is the one to press.
    QPushButton *addButton(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_heading;
    QLabel *m_text;
    QVBoxLayout *m_buttons;
};

} // namespace assay::app
