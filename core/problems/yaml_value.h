// SPDX-License-Identifier: GPL-3.0-or-later
// YamlValue: a YAML document as plain values, each knowing the file and key that it came from.
#pragma once

#include "core/problems/finding.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::core {

/// What a map with the same key twice is: broken, or a map in which the last one counts and the value tells of it.
enum class RepeatedKeys : std::uint8_t { Refused, LastCounts };

/// Read-only. Aliases are expanded, within limits on depth and on the number of values, so that no document can
/// make its reader loop or grow.
class YamlValue
{
public:
    enum class Kind : std::uint8_t { Null, Scalar, Sequence, Map };

    /// `file` is what messages call it. An empty document is an empty map.
    /// Errors: with file and line; also for what is too large or too deep.
    [[nodiscard]] static Checked<YamlValue> parse(std::string_view text, const std::string &file,
                                                  RepeatedKeys repeated = RepeatedKeys::Refused);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isMap() const { return m_kind == Kind::Map; }
    [[nodiscard]] bool isSequence() const { return m_kind == Kind::Sequence; }
    [[nodiscard]] bool isScalar() const { return m_kind == Kind::Scalar; }
    [[nodiscard]] const std::string &file() const { return m_file; }
    /// "limits.memory"; empty for the document.
    [[nodiscard]] QString keyPath() const { return QString::fromStdString(m_path); }
    [[nodiscard]] QString key() const { return QString::fromStdString(m_key); }

    /// The value of that key; nullptr when it is absent or null.
    [[nodiscard]] const YamlValue *find(std::string_view key) const;
    /// Keys of this map that were there more than once, where that is allowed.
    [[nodiscard]] const std::vector<std::string> &repeatedKeys() const { return m_repeated; }
    /// Entries of a map (with keys) or of a sequence (without), in their order.
    [[nodiscard]] const std::vector<YamlValue> &children() const { return m_children; }

    // Errors of all: with file and key, saying what was expected and what there is.
    [[nodiscard]] Checked<QString> string() const;
    [[nodiscard]] Checked<double> number() const;
    [[nodiscard]] Checked<std::int64_t> integer() const;
    [[nodiscard]] Checked<bool> boolean() const;
    /// A sequence of strings; a string alone counts as one of one.
    [[nodiscard]] Checked<QStringList> strings() const;
    /// A sequence of strings, or a string that is split at white space.
    [[nodiscard]] Checked<QStringList> words() const;

    /// The error "must be <wanted>, not <what is there>".
    [[nodiscard]] std::unexpected<Finding> mustBe(std::string_view wanted) const;
    /// An error or a warning about this value.
    [[nodiscard]] std::unexpected<Finding> broken(std::string_view message) const;
    [[nodiscard]] Finding warning(const QString &message) const;

private:
    friend class YamlBuilder;

    Kind m_kind = Kind::Null;
    std::string m_key;
    std::string m_scalar;
    std::string m_file;
    std::string m_path;
    std::vector<YamlValue> m_children;
    std::vector<std::string> m_repeated;
};

/// Reads a decimal number as the package format writes it; nothing else around it. Finite.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);

} // namespace assay::core
