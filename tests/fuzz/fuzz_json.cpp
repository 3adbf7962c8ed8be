// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: JSON of templates of sessions, of sessions, of operations and of events: what can be read is the same when it
// is written and read again. First byte: which of them.
#include "core/json/event_json.h"
#include "core/json/operation_json.h"
#include "core/json/session_json.h"
#include "core/json/session_template_json.h"
#include "tests/fuzz/fuzz_target.h"

#include <QJsonDocument>

using namespace assay;
using namespace assay::core;
using assay::fuzz::require;

namespace {

template <typename Read>
void thereAndBack(const QByteArray &text, Read read)
{
    const auto first = read(QJsonDocument::fromJson(text).object());
    if (!first)
        return;
    const auto again = read(QJsonDocument::fromJson(QJsonDocument(toJson(*first)).toJson()).object());
    require(again.has_value());
    require(*again == *first);
}

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    return {
        {"template", "\x01{\"format\":\"assay-session-template\",\"version\":1,\"title\":\"t\",\"length_minutes\":60,"
                     "\"kept_minutes\":null,\"languages\":[{\"id\":\"cpp\"}],\"feedback\":\"full\","
                     "\"problems\":[{\"short_name\":\"a\",\"content_hash\":\"f\"}]}"},
        {"session",
         "\x02{\"id\":\"s_01890000000070008000000000000001\",\"title\":\"t\",\"state\":\"live\",\"created\":"
         "\"2026-01-02T03:04:05.000Z\",\"starts_at\":null,\"closes_at\":\"2026-01-02T03:04:05.000Z\",\"purge_at\":null,"
         "\"length_ms\":5,\"kept_for_ms\":null,\"held\":false,\"pauses\":[{\"from\":\"2026-01-02T03:04:05.000Z\","
         "\"to\":null}],\"failure\":\"\",\"rules\":{\"problems\":[],\"languages\":[{\"id\":\"cpp\"}],\"feedback\":"
         "\"hidden\"},\"participants\":[{\"id\":\"pt_01890000000070008000000000000002\",\"name\":\"n\",\"role\":"
         "\"candidate\",\"extra_percent\":25,\"joined\":null,\"consented\":null}]}"},
        {"operation",
         "\x03{\"id\":\"op_01890000000070008000000000000003\",\"type\":\"store.backup\",\"session_id\":null,"
         "\"state\":\"failed\",\"step\":1,\"steps\":4,\"doing\":\"d\",\"failure\":\"f\",\"created\":"
         "\"2026-01-02T03:04:05.000Z\",\"started\":null,\"ended\":null}"},
        {"event", "\x04{\"seq\":7,\"time\":\"2026-01-02T03:04:05.000Z\",\"type\":\"operation.log\",\"data\":"
                  "{\"operation_id\":\"op_01890000000070008000000000000003\",\"first\":2,\"lines\":[{\"time\":"
                  "\"2026-01-02T03:04:05.000Z\",\"level\":\"info\",\"text\":\"t\"}]}}"},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray text(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    switch (data[0] % 5) {
    case 1:
        if (const auto plan = sessionTemplateFromJson(text)) {
            const auto again = sessionTemplateFromJson(toJsonText(*plan));
            require(again.has_value() && *again == *plan);
        }
        break;
    case 2:
        thereAndBack(text, [](const QJsonObject &object) { return sessionFromJson(object); });
        break;
    case 3:
        thereAndBack(text, [](const QJsonObject &object) { return operationFromJson(object); });
        break;
    default:
        thereAndBack(text, [](const QJsonObject &object) { return eventFromJson(object); });
        break;
    }
    return 0;
}
