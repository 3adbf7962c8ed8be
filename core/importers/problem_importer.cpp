// SPDX-License-Identifier: GPL-3.0-or-later
// All importers there are.
#include "core/importers/problem_importer.h"

#include "core/importers/dmoj_importer.h"
#include "core/importers/polygon_importer.h"

#include <array>

namespace assay::core {

std::span<const std::unique_ptr<ProblemImporter>> problemImporters()
{
    static const std::array<std::unique_ptr<ProblemImporter>, 2> all = {std::make_unique<PolygonImporter>(),
                                                                        std::make_unique<DmojImporter>()};
    return all;
}

} // namespace assay::core
