// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP requests and responses as values (RFC 9110).
#include "server/http/http_message.h"

#include <algorithm>
#include <array>
#include <utility>

namespace assay::server {

namespace {

constexpr std::array<std::pair<int, const char *>, 30> kPhrases{{
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
}};

} // namespace

QByteArray reasonPhrase(int status)
{
    const auto found = std::ranges::find(kPhrases, status, &std::pair<int, const char *>::first);
    return found == kPhrases.end() ? QByteArray("Unknown") : QByteArray(found->second);
}

} // namespace assay::server
