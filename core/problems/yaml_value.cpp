// SPDX-License-Identifier: GPL-3.0-or-later
// YamlValue: a YAML document as plain values, each knowing the file and key that it came from.
#include "core/problems/yaml_value.h"

#include "core/problems/message_text.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <ranges>
#include <set>
#include <sstream>

namespace assay::core {

namespace {

// A real problem.yaml has some dozens of values, a large submissions.yaml some thousands.
constexpr std::size_t kMostValues = 100'000;
constexpr int kDeepest = 32;

std::string oneLine(std::string text)
{
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20U; }, ' ');
    return text;
}

} // namespace

/// Turns yaml-cpp's nodes, which may share and contain each other, into a finite tree.
class YamlBuilder
{
public:
    YamlBuilder(std::string file, RepeatedKeys repeated)
        : m_file(std::move(file))
        , m_repeated(repeated)
    {
    }

    Checked<YamlValue> build(const YAML::Node &node, const std::string &key, const std::string &path, int depth)
    {
        if (depth > kDeepest)
            return core::broken(m_file, {}, "nested too deeply");
        if (++m_values > kMostValues)
            return core::broken(m_file, {}, "holds too many values");
        YamlValue value;
        value.m_key = key;
        value.m_file = m_file;
        value.m_path = path;
        if (node.IsScalar()) {
            value.m_kind = YamlValue::Kind::Scalar;
            value.m_scalar = node.Scalar();
        } else if (node.IsSequence()) {
            value.m_kind = YamlValue::Kind::Sequence;
            std::size_t index = 0;
            for (const auto &item : node)
                value.m_children.push_back(TRY(build(item, {}, path + "[" + std::to_string(index++) + "]", depth + 1)));
        } else if (node.IsMap()) {
            value.m_kind = YamlValue::Kind::Map;
            TRY(addEntries(value, node, path, depth));
        }
        return value;
    }

private:
    Checked<void> addEntries(YamlValue &map, const YAML::Node &node, const std::string &path, int depth)
    {
        for (const auto &entry : node) {
            if (!entry.first.IsScalar())
                return map.broken("has a key that is not a string");
            const std::string &key = entry.first.Scalar();
            std::string shown = inQuotes(key);
            if (key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-/*{},") ==
                std::string::npos)
                shown = key.substr(0, 100);
            map.m_children.push_back(
                TRY(build(entry.second, key, path.empty() ? shown : path + "." + shown, depth + 1)));
        }
        return settleRepeatedKeys(map);
    }

    Checked<void> settleRepeatedKeys(YamlValue &map) const
    {
        std::set<std::string_view> seen;
        std::set<std::string> repeated;
        for (const YamlValue &child : map.m_children) {
            if (!seen.insert(child.m_key).second)
                repeated.insert(child.m_key);
        }
        if (repeated.empty())
            return {};
        if (m_repeated == RepeatedKeys::Refused)
            return map.broken("has the key " + inQuotes(*repeated.begin()) + " twice");
        std::vector<YamlValue> last;
        std::set<std::string> kept;
        for (YamlValue &child : map.m_children | std::views::reverse) {
            if (kept.insert(child.m_key).second)
                last.push_back(std::move(child));
        }
        std::ranges::reverse(last);
        map.m_children = std::move(last);
        map.m_repeated.assign(repeated.begin(), repeated.end());
        return {};
    }

    std::string m_file;
    RepeatedKeys m_repeated;
    std::size_t m_values = 0;
};

namespace {

/// Takes no interest in what a document holds.
class DocumentSkipper : public YAML::EventHandler
{
public:
    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark &, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t, const std::string &) override {}
    void OnSequenceStart(const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

/// Not by YAML::LoadAll: of "," it makes documents without end (yaml-cpp 0.8).
bool hasSeveralDocuments(std::string_view text)
{
    std::istringstream stream{std::string{text}};
    YAML::Parser parser{stream};
    DocumentSkipper skipper;
    return parser.HandleNextDocument(skipper) && parser.HandleNextDocument(skipper);
}

} // namespace

Checked<YamlValue> YamlValue::parse(std::string_view text, const std::string &file, RepeatedKeys repeated)
{
    // yaml-cpp throws for whatever it cannot read, and guards its own recursion.
    try {
        if (hasSeveralDocuments(text))
            return core::broken(file, {}, "holds more than one YAML document");
        YamlValue root = TRY(YamlBuilder{file, repeated}.build(YAML::Load(std::string{text}), {}, {}, 0));
        root.m_file = file;
        if (root.m_kind == Kind::Null)
            root.m_kind = Kind::Map;
        if (root.m_kind != Kind::Map)
            return core::broken(file, {}, "must be a map of keys to values");
        return root;
    } catch (const YAML::Exception &error) {
        return core::broken(file, {}, "line " + std::to_string(error.mark.line + 1) + ": " + oneLine(error.msg));
    } catch (const std::exception &error) {
        return core::broken(file, {}, oneLine(error.what()));
    }
}

const YamlValue *YamlValue::find(std::string_view key) const
{
    if (m_kind != Kind::Map)
        return nullptr;
    const auto found = std::ranges::find(m_children, key, &YamlValue::m_key);
    return found == m_children.end() || found->m_kind == Kind::Null ? nullptr : &*found;
}

std::unexpected<Finding> YamlValue::mustBe(std::string_view wanted) const
{
    std::string message = "must be ";
    message += wanted;
    message += ", not ";
    switch (m_kind) {
    case Kind::Null:
        message += "empty";
        break;
    case Kind::Scalar:
        message += inQuotes(m_scalar);
        break;
    case Kind::Sequence:
        message += "a list";
        break;
    case Kind::Map:
        message += "a map";
        break;
    }
    return broken(message);
}

std::unexpected<Finding> YamlValue::broken(std::string_view message) const
{
    return core::broken(m_file, m_path, message);
}

Finding YamlValue::warning(const QString &message) const
{
    return {
        .severity = Severity::Warning, .file = QString::fromStdString(m_file), .key = keyPath(), .message = message};
}

Checked<QString> YamlValue::string() const
{
    if (m_kind != Kind::Scalar)
        return mustBe("a string");
    return QString::fromStdString(m_scalar);
}

std::optional<double> parseNumber(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    // from_chars would also take "inf" and "nan".
    if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos || text.starts_with('+'))
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

Checked<double> YamlValue::number() const
{
    const auto value = m_kind == Kind::Scalar ? parseNumber(m_scalar) : std::nullopt;
    if (!value)
        return mustBe("a number");
    return *value;
}

Checked<std::int64_t> YamlValue::integer() const
{
    const auto value = m_kind == Kind::Scalar ? parseNumber(m_scalar) : std::nullopt;
    // Beyond 2^53 a double no longer holds every integer; no limit of a package is near it.
    if (!value || std::trunc(*value) != *value || std::abs(*value) > 9007199254740992.0)
        return mustBe("a whole number");
    return static_cast<std::int64_t>(*value);
}

Checked<bool> YamlValue::boolean() const
{
    // Those of YAML 1.1, which the usual tools read.
    static constexpr std::array<std::string_view, 9> yes = {"true", "True", "TRUE", "yes", "Yes",
                                                            "YES",  "on",   "On",   "ON"};
    static constexpr std::array<std::string_view, 9> no = {"false", "False", "FALSE", "no", "No",
                                                           "NO",    "off",   "Off",   "OFF"};
    if (m_kind == Kind::Scalar && std::ranges::contains(yes, std::string_view{m_scalar}))
        return true;
    if (m_kind == Kind::Scalar && std::ranges::contains(no, std::string_view{m_scalar}))
        return false;
    return mustBe("true or false");
}

Checked<QStringList> YamlValue::strings() const
{
    if (m_kind == Kind::Scalar)
        return QStringList{QString::fromStdString(m_scalar)};
    if (m_kind != Kind::Sequence)
        return mustBe("a string or a list of strings");
    QStringList list;
    for (const YamlValue &child : m_children)
        list.append(TRY(child.string()));
    return list;
}

Checked<QStringList> YamlValue::words() const
{
    if (m_kind == Kind::Scalar)
        return QString::fromStdString(m_scalar).simplified().split(u' ', Qt::SkipEmptyParts);
    return strings();
}

} // namespace assay::core
