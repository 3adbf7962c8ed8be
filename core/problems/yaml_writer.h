// SPDX-License-Identifier: GPL-3.0-or-later
// YamlWriter: makes the text of a package's YAML files.
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace assay::core {

/// A map, key by key. What is empty is left out where the function says so.
class YamlWriter
{
public:
    YamlWriter();
    ~YamlWriter();
    YamlWriter(const YamlWriter &) = delete;
    YamlWriter &operator=(const YamlWriter &) = delete;

    /// A text, quoted where a reader would take it for something else (a number, a date, true).
    void text(const QString &key, const QString &value);
    void textUnlessEmpty(const QString &key, const QString &value);
    /// A text that stands as it is: a number, a word of the format.
    void plain(const QString &key, const QString &value);
    void number(const QString &key, double value);
    void boolean(const QString &key, bool value);
    /// A list of texts in one line.
    void list(const QString &key, const QStringList &values);
    /// A map below that key, filled by the function.
    void map(const QString &key, const std::function<void()> &fill);
    /// A list below that key; the function writes its items with item().
    void sequence(const QString &key, const std::function<void()> &fill);
    void item(const QString &value);
    void item(const std::function<void()> &fill);

    /// The whole text, with a line end; empty when nothing was written.
    [[nodiscard]] QByteArray result();

private:
    void key(const QString &key);
    void value(const QString &text);

    struct Private;
    std::unique_ptr<Private> m_private;
    bool m_empty = true;
};

/// The shortest decimal text that reads back as the same number; "-inf", "+inf" at the ends.
[[nodiscard]] QString numberText(double value);

} // namespace assay::core
