// SPDX-License-Identifier: GPL-3.0-or-later
// The API as an OpenAPI 3.1 document, made from the table of its operations.
#pragma once

#include <QJsonObject>

namespace assay::server {

[[nodiscard]] QJsonObject openApiDocument();

} // namespace assay::server
