// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine of a data folder is known by to others that share its database.
#include "core/store/engine_identity.h"

#include "core/json/text.h"

#include <QFile>
#include <QSaveFile>

namespace assay::core {

Result<EngineId> engineIdentity(const std::filesystem::path &folder)
{
    const std::filesystem::path path = folder / "engine.id";
    QFile known(path);
    if (known.open(QIODevice::ReadOnly))
        return idFrom<EngineId>(QString::fromUtf8(known.readAll()).trimmed()).transform_error([&path](Error error) {
            return Error{.code = Errc::InvalidData, .detail = path.native() + ": " + error.detail};
        });
    const EngineId made = EngineId::make();
    QSaveFile file(QString::fromStdString(path.native()));
    if (!file.open(QIODevice::WriteOnly) || file.write(textOf(made).toUtf8() + '\n') < 0 || !file.commit())
        return fail(Errc::Io, path.native() + ": " + file.errorString().toStdString());
    return made;
}

} // namespace assay::core
