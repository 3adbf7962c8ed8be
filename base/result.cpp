// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error, for whatever can fail outside our control.
#include "base/result.h"

#include <system_error>

namespace assay {

std::string Error::describe() const
{
    if (sysErrno == 0)
        return detail;
    return detail + ": " + std::generic_category().message(sysErrno);
}

std::unexpected<Error> fail(Errc code, std::string detail, int sysErrno)
{
    return std::unexpected(Error{.code = code, .detail = std::move(detail), .sysErrno = sysErrno});
}

} // namespace assay
