// SPDX-License-Identifier: GPL-3.0-or-later
// The ids of the domain: distinct types, written with a prefix.
#pragma once

#include "base/strong_id.h"

#include <string_view>

namespace assay::core {

struct ProblemTag {
    static constexpr std::string_view prefix = "p";
};
struct SubmissionTag {
    static constexpr std::string_view prefix = "sub";
};
struct JudgementTag {
    static constexpr std::string_view prefix = "j";
};
struct SessionTag {
    static constexpr std::string_view prefix = "s";
};
struct ParticipantTag {
    static constexpr std::string_view prefix = "pt";
};
struct OperationTag {
    static constexpr std::string_view prefix = "op";
};
struct RejudgingTag {
    static constexpr std::string_view prefix = "rj";
};
struct AccountTag {
    static constexpr std::string_view prefix = "acc";
};
struct TokenTag {
    static constexpr std::string_view prefix = "tok";
};
struct DocumentTag {
    static constexpr std::string_view prefix = "doc";
};
struct WebhookTag {
    static constexpr std::string_view prefix = "wh";
};
struct DeliveryTag {
    static constexpr std::string_view prefix = "msg";
};
struct EngineTag {
    static constexpr std::string_view prefix = "eng";
};

/// One version of a problem: a changed package is another problem version with another id.
using ProblemId = StrongId<ProblemTag>;
using SubmissionId = StrongId<SubmissionTag>;
using JudgementId = StrongId<JudgementTag>;
using SessionId = StrongId<SessionTag>;
using ParticipantId = StrongId<ParticipantTag>;
using RejudgingId = StrongId<RejudgingTag>;
using OperationId = StrongId<OperationTag>;
using AccountId = StrongId<AccountTag>;
using TokenId = StrongId<TokenTag>;
using DocumentId = StrongId<DocumentTag>;
using WebhookId = StrongId<WebhookTag>;
using DeliveryId = StrongId<DeliveryTag>;
/// An engine's data folder: it stays the same over restarts.
using EngineId = StrongId<EngineTag>;

} // namespace assay::core
