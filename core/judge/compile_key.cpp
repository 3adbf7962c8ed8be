// SPDX-License-Identifier: GPL-3.0-or-later
// The name under which what a compiler made is kept. Pure.
#include "core/judge/compile_key.h"

#include <QCryptographicHash>

#include <string_view>

namespace assay::core {

namespace {

/// Raised when compiling, or what is kept of it, changes in a way that nothing else here shows.
constexpr std::string_view kFormat = "assay compile 1";

/// Each text with its length before it, each list with its size: no two different inputs give the same bytes.
class KeyHash
{
public:
    void add(std::string_view text)
    {
        add(static_cast<std::int64_t>(text.size()));
        m_hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    }
    void add(const QByteArray &text) { add(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))); }
    void add(const QString &text) { add(text.toUtf8()); }
    void add(std::int64_t number) { m_hash.addData(QByteArray::number(qint64{number}) + ':'); }
    void add(const std::vector<std::string> &list)
    {
        add(static_cast<std::int64_t>(list.size()));
        for (const auto &text : list)
            add(std::string_view(text));
    }
    [[nodiscard]] QByteArray hex() const { return m_hash.result().toHex(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace

QByteArray compileKey(const CompileKeyParts &parts)
{
    KeyHash hash;
    hash.add(kFormat);
    hash.add(parts.language);
    hash.add(std::int64_t{parts.sources.size()});
    for (const auto &source : parts.sources) {
        hash.add(source.name);
        hash.add(source.content);
    }
    hash.add(parts.entryPoint);
    hash.add(parts.command);
    hash.add(parts.environment);
    hash.add(parts.toolchain);
    hash.add(std::string_view(parts.policy));
    hash.add(std::int64_t{parts.limits.compileCpu.count()});
    hash.add(parts.limits.compileMemory.count);
    return hash.hex();
}

} // namespace assay::core
