// SPDX-License-Identifier: GPL-3.0-or-later
// SessionsModel: the sessions, what goes on first, then what is to come, to be reviewed, drafted, over.
#include "app/models/sessions_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/session_text.h"

#include <algorithm>

namespace assay::app {

namespace {

using core::Session;
using core::SessionState;

/// What matters most now comes first.
int rankOf(SessionState state)
{
    switch (state) {
    case SessionState::Live:
    case SessionState::Paused:
        return 0;
    case SessionState::Failed:
    case SessionState::Missed:
    case SessionState::Ready:
    case SessionState::Preparing:
    case SessionState::Scheduled:
        return 1;
    case SessionState::Ended:
    case SessionState::InReview:
        return 2;
    case SessionState::Draft:
        return 3;
    case SessionState::Finalized:
    case SessionState::Cancelled:
        return 4;
    case SessionState::Purged:
        return 5;
    }
    return 5;
}

/// Of what is to come the next one first, of all else the newest.
bool comesBefore(const Session &left, const Session &right)
{
    const int rank = rankOf(left.state);
    if (rank != rankOf(right.state))
        return rank < rankOf(right.state);
    if (rank == 1 && left.startsAt != right.startsAt)
        return left.startsAt.value_or(Timestamp::max()) < right.startsAt.value_or(Timestamp::max());
    return left.id > right.id;
}

} // namespace

SessionsModel::SessionsModel(QObject *parent)
    : RowsModel(parent)
{
}

void SessionsModel::update(QList<Session> sessions, bool withPurged)
{
    if (!withPurged)
        sessions.removeIf([](const Session &session) { return session.state == SessionState::Purged; });
    std::ranges::sort(sessions, comesBefore);
    setRows(std::move(sessions));
}

int SessionsModel::rowOf(core::SessionId id) const
{
    const auto found = std::ranges::find(rows(), id, &Session::id);
    return found == rows().end() ? -1 : static_cast<int>(found - rows().begin());
}

int SessionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SessionsModel::text(const Session &session, Column column) const
{
    switch (column) {
    case State:
        return lookOf(session.state).text;
    case Title:
        return session.state == SessionState::Purged ? tr("(purged)")
               : session.title.isEmpty()             ? tr("(without a title)")
                                                     : session.title;
    case Starts:
        return timeText(session.startsAt);
    case Ends:
        return timeText(session.closesAt);
    case People: {
        QStringList names;
        for (const core::Participant &one : session.participants) {
            if (one.role == core::ParticipantRole::Candidate)
                names.append(one.name);
        }
        return names.join(QStringLiteral(", "));
    }
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Session &session = at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (column == State && (role == GlyphRole || role == ToneRole)) {
        const Look look = lookOf(session.state);
        return role == GlyphRole ? int(look.glyph) : int(look.tone);
    }
    if (role == Qt::ToolTipRole && column == State)
        return stateMeaning(session);
    return role == Qt::DisplayRole ? QVariant(text(session, column)) : QVariant();
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case State:
        return tr("State");
    case Title:
        return tr("Session");
    case Starts:
        return tr("Starts");
    case Ends:
        return tr("Ends");
    case People:
        return tr("Candidates");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
