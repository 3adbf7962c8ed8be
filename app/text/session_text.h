// SPDX-License-Identifier: GPL-3.0-or-later
// The words for sessions, in the one place where the desktop has them.
#pragma once

#include "app/text/verdict_text.h"
#include "core/sessions/preflight.h"

#include <QString>
#include <QStringList>

namespace assay::app {

[[nodiscard]] Look lookOf(core::SessionState state);
/// What that state means for people, in a sentence.
[[nodiscard]] QString stateMeaning(const core::Session &session);
[[nodiscard]] QString roleText(core::ParticipantRole role);
[[nodiscard]] QString feedbackText(core::Feedback feedback);
/// On a button, with its mnemonic: "&Start now".
[[nodiscard]] QString actionText(core::SessionAction action);

struct PreflightText {
    Glyph glyph = Glyph::Check;
    Tone tone = Tone::Pass;
    QString text;
    QString detail; ///< What to do about it; may be empty.
};
[[nodiscard]] PreflightText textOf(const core::PreflightLine &line);

/// What is said to a candidate before anything else: what will happen, what is kept, for how long, who sees it.
struct CandidateNotice {
    QStringList happens;
    QStringList kept;
    QStringList notKept;
};
/// `languages` are names; empty: all that are installed.
/// For that candidate; null: for any.
[[nodiscard]] CandidateNotice candidateNotice(const core::Session &session, int problems, const QStringList &languages,
                                              const core::Participant *candidate = nullptr);
/// Where each has a time of their own: how long that is, and the last moment there is.
[[nodiscard]] QString ownTimeText(const core::Session &session, const core::Participant &candidate);
[[nodiscard]] QString toHtml(const CandidateNotice &notice);

/// "Today, 14:00", "Fri 27 Nov, 14:00"; a dash for nothing.
[[nodiscard]] QString timeText(const std::optional<Timestamp> &time);
/// "1 h 30 min", "45 s".
[[nodiscard]] QString lengthText(Milliseconds length);
/// "0:42:10".
[[nodiscard]] QString countdownText(Milliseconds left);

} // namespace assay::app
