// SPDX-License-Identifier: GPL-3.0-or-later
// The attack corpus: tests/sandbox_programs/ with its manifest.
#include "core/doctor/attack_corpus.h"

#include "core/json/attack_json.h"

#include <QFile>
#include <QSet>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

Result<QByteArray> readFile(const fs::path &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, path.string() + ": " + file.errorString().toStdString());
    return file.readAll();
}

Result<Attack> readSources(const fs::path &folder, AttackEntry entry)
{
    for (const auto &file : entry.files) {
        const QByteArray content = TRY(readFile(folder / file.file.toStdString()));
        entry.attack.sources.append(
            {.name = file.name, .content = file.isBase64 ? QByteArray::fromBase64(content) : content});
    }
    return std::move(entry.attack);
}

Result<void> checkIds(const QList<Attack> &attacks)
{
    QSet<QString> ids;
    for (const auto &attack : attacks) {
        for (const auto &attackCase : attack.cases) {
            if (ids.contains(attackCase.id))
                return fail(Errc::InvalidData, "two attacks are called " + attackCase.id.toStdString());
            ids.insert(attackCase.id);
        }
    }
    return {};
}

} // namespace

Result<QList<Attack>> loadAttacks(const fs::path &folder)
{
    const fs::path manifest = folder / "attacks.json";
    std::error_code error;
    if (!fs::exists(manifest, error))
        return fail(Errc::NotFound, "no attacks in " + folder.string());
    auto entries = attackEntriesFromJson(TRY(readFile(manifest)));
    if (!entries)
        return fail(entries.error().code, manifest.string() + ": " + entries.error().detail);
    QList<Attack> attacks;
    for (auto &entry : *entries)
        attacks.append(TRY(readSources(folder, std::move(entry))));
    TRY(checkIds(attacks));
    return attacks;
}

QList<Attack> attacksNamed(QList<Attack> attacks, const QString &part)
{
    for (auto &attack : attacks)
        attack.cases.removeIf([&part](const AttackCase &attackCase) { return !attackCase.id.contains(part); });
    attacks.removeIf([](const Attack &attack) { return attack.cases.isEmpty(); });
    return attacks;
}

} // namespace assay::core
