// SPDX-License-Identifier: GPL-3.0-or-later
// Where a command finds what an engine keeps.
#include "server/assayd/data_folder.h"

namespace assay::server {

Result<std::filesystem::path> dataFolderOf(const std::string &given, const core::Settings &settings)
{
    const std::string folder = given.empty() ? settings.text(core::SettingId::DataFolder).toStdString() : given;
    if (folder.empty())
        return fail(Errc::InvalidArgument, "give --data DIR, or set data.folder");
    return std::filesystem::absolute(folder);
}

} // namespace assay::server
