// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the arguments of the default output validator.
#include "core/problems/compare_flags.h"

#include "core/problems/message_text.h"
#include "core/problems/yaml_value.h"

namespace assay::core {

Checked<CompareOptions> parseCompareFlags(const QStringList &flags, RepeatedTolerance repeated, std::string_view file,
                                          std::string_view key)
{
    CompareOptions options;
    for (qsizetype i = 0; i < flags.size(); ++i) {
        const QString &flag = flags[i];
        if (flag == QLatin1StringView{"case_sensitive"}) {
            options.caseSensitive = true;
            continue;
        }
        if (flag == QLatin1StringView{"space_change_sensitive"}) {
            options.spaceChangeSensitive = true;
            continue;
        }
        const bool both = flag == QLatin1StringView{"float_tolerance"};
        const bool absolute = both || flag == QLatin1StringView{"float_absolute_tolerance"};
        const bool relative = both || flag == QLatin1StringView{"float_relative_tolerance"};
        const std::string name = flag.toStdString();
        if (!absolute && !relative)
            return broken(file, key, "the default output validator has no flag " + inQuotes(name));
        const auto value = i + 1 < flags.size() ? parseNumber(flags[i + 1].toStdString()) : std::nullopt;
        if (!value || *value < 0)
            return broken(file, key, name + " must be followed by a number that is not negative");
        ++i;
        const bool again = (absolute && options.floatAbsoluteTolerance) || (relative && options.floatRelativeTolerance);
        if (again && repeated == RepeatedTolerance::Forbidden)
            return broken(file, key, "gives the same tolerance twice");
        if (absolute)
            options.floatAbsoluteTolerance = *value;
        if (relative)
            options.floatRelativeTolerance = *value;
    }
    return options;
}

} // namespace assay::core
