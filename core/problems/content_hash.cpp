// SPDX-License-Identifier: GPL-3.0-or-later
// The content hash of a package: two packages with the same one are the same problem version.
#include "core/problems/content_hash.h"

#include "core/problems/message_text.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <cerrno>
#include <system_error>
#include <vector>

#include <unistd.h>

namespace assay::core {

namespace {

constexpr std::size_t kPiece = 256 * 1024;

Result<void> addFile(QCryptographicHash &hash, const PackageFile &file, std::vector<char> &buffer)
{
    const UniqueFd fd = TRY(openPackageFile(file));
    const auto length = qToLittleEndian(static_cast<quint64>(file.size.count));
    hash.addData(QByteArrayView{file.path.c_str(), static_cast<qsizetype>(file.path.size() + 1)}); // With the NUL.
    hash.addData(QByteArrayView{reinterpret_cast<const char *>(&length), sizeof length});
    std::int64_t seen = 0;
    while (true) {
        const auto count = ::read(fd.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return invalidPackage(file.path, "cannot be read: " + std::generic_category().message(errno));
        if (count == 0)
            break;
        seen += count;
        if (seen > file.size.count)
            break;
        hash.addData(QByteArrayView{buffer.data(), static_cast<qsizetype>(count)});
    }
    if (seen != file.size.count)
        return invalidPackage(file.path, "changed while it was read");
    return {};
}

} // namespace

Result<QString> contentHash(const PackageTree &tree)
{
    QCryptographicHash hash{QCryptographicHash::Sha256};
    std::vector<char> buffer(kPiece);
    for (const PackageFile &file : tree.files()) {
        if (isJudgedOrShown(file.path))
            TRY(addFile(hash, file, buffer));
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace assay::core
