// SPDX-License-Identifier: GPL-3.0-or-later
// YamlValue: a YAML document as plain values, each knowing the file and key that it came from.
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::core {

/// Read-only. Aliases are expanded, within limits on depth and on the number of values, so that no document can
/// make its reader loop or grow.
class YamlValue
{
public:
    enum class Kind : std::uint8_t { Null, Scalar, Sequence, Map };

    /// `file` is what messages call it. An empty document is an empty map.
    /// Errors: InvalidPackage with file and line; TooLarge as InvalidPackage too.
    [[nodiscard]] static Result<YamlValue> parse(std::string_view text, const std::string &file);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isMap() const { return m_kind == Kind::Map; }
    [[nodiscard]] bool isSequence() const { return m_kind == Kind::Sequence; }
    [[nodiscard]] bool isScalar() const { return m_kind == Kind::Scalar; }
    /// "problem.yaml: limits.memory".
    [[nodiscard]] const std::string &place() const { return m_place; }
    /// "limits.memory"; empty for the document.
    [[nodiscard]] QString keyPath() const;
    [[nodiscard]] QString key() const { return QString::fromStdString(m_key); }

    /// The value of that key; nullptr when it is absent or null.
    [[nodiscard]] const YamlValue *find(std::string_view key) const;
    /// Entries of a map (with keys) or of a sequence (without), in their order.
    [[nodiscard]] const std::vector<YamlValue> &children() const { return m_children; }

    // Errors of all: InvalidPackage with file and key, saying what was expected and what there is.
    [[nodiscard]] Result<QString> string() const;
    [[nodiscard]] Result<double> number() const;
    [[nodiscard]] Result<std::int64_t> integer() const;
    [[nodiscard]] Result<bool> boolean() const;
    /// A sequence of strings; a string alone counts as one of one.
    [[nodiscard]] Result<QStringList> strings() const;
    /// A sequence of strings, or a string that is split at white space.
    [[nodiscard]] Result<QStringList> words() const;

    /// The error "<file>: <key>: must be <wanted>, not <what is there>".
    [[nodiscard]] std::unexpected<Error> mustBe(std::string_view wanted) const;

private:
    friend class YamlBuilder;

    Kind m_kind = Kind::Null;
    std::string m_key;
    std::string m_scalar;
    std::string m_place;
    std::vector<YamlValue> m_children;
};

/// Reads a decimal number as the package format writes it; nothing else around it. Finite.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);

} // namespace assay::core
