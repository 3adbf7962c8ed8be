// SPDX-License-Identifier: GPL-3.0-or-later
// YamlWriter: makes the text of a package's YAML files.
#include "core/problems/yaml_writer.h"

#include <yaml-cpp/yaml.h>

#include <QRegularExpression>

#include <array>
#include <charconv>
#include <cmath>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Whether the text, written without quotes, is that text to every reader of YAML 1.1 and 1.2.
bool isPlainText(const QString &text)
{
    static const QRegularExpression harmless{
        u"^[A-Za-z_/][A-Za-z0-9_./+*-]*(?: [A-Za-z0-9_./+*(-][A-Za-z0-9_./+*()-]*)*$"_s};
    static const QRegularExpression special{u"^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$"_s,
                                            QRegularExpression::CaseInsensitiveOption};
    return harmless.match(text).hasMatch() && !special.match(text).hasMatch();
}

} // namespace

struct YamlWriter::Private {
    YAML::Emitter emitter;
};

YamlWriter::YamlWriter()
    : m_private(std::make_unique<Private>())
{
    m_private->emitter << YAML::BeginMap;
}

YamlWriter::~YamlWriter() = default;

void YamlWriter::key(const QString &key)
{
    m_empty = false;
    m_private->emitter << YAML::Key;
    value(key);
    m_private->emitter << YAML::Value;
}

void YamlWriter::value(const QString &text)
{
    if (!isPlainText(text))
        m_private->emitter << YAML::DoubleQuoted;
    m_private->emitter << text.toStdString();
}

void YamlWriter::text(const QString &name, const QString &text)
{
    key(name);
    value(text);
}

void YamlWriter::textUnlessEmpty(const QString &name, const QString &value)
{
    if (!value.isEmpty())
        text(name, value);
}

void YamlWriter::plain(const QString &name, const QString &value)
{
    key(name);
    m_private->emitter << value.toStdString();
}

void YamlWriter::number(const QString &name, double value)
{
    plain(name, numberText(value));
}

void YamlWriter::boolean(const QString &name, bool value)
{
    plain(name, value ? u"true"_s : u"false"_s);
}

void YamlWriter::list(const QString &name, const QStringList &values)
{
    key(name);
    m_private->emitter << YAML::Flow << YAML::BeginSeq;
    for (const QString &one : values)
        value(one);
    m_private->emitter << YAML::EndSeq;
}

void YamlWriter::map(const QString &name, const std::function<void()> &fill)
{
    key(name);
    m_private->emitter << YAML::BeginMap;
    fill();
    m_private->emitter << YAML::EndMap;
}

void YamlWriter::sequence(const QString &name, const std::function<void()> &fill)
{
    key(name);
    m_private->emitter << YAML::BeginSeq;
    fill();
    m_private->emitter << YAML::EndSeq;
}

void YamlWriter::item(const QString &text)
{
    value(text);
}

void YamlWriter::item(const std::function<void()> &fill)
{
    m_private->emitter << YAML::BeginMap;
    fill();
    m_private->emitter << YAML::EndMap;
}

QByteArray YamlWriter::result()
{
    m_private->emitter << YAML::EndMap;
    if (m_empty)
        return {};
    QByteArray text{m_private->emitter.c_str(), static_cast<qsizetype>(m_private->emitter.size())};
    if (!text.endsWith('\n'))
        text += '\n';
    return text;
}

QString numberText(double value)
{
    if (std::isinf(value))
        return value < 0 ? u"-inf"_s : u"+inf"_s;
    std::array<char, 32> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return error == std::errc{} ? QString::fromLatin1(buffer.data(), end - buffer.data()) : u"0"_s;
}

} // namespace assay::core
