// SPDX-License-Identifier: GPL-3.0-or-later
// OutputPipes: the two pipes through which a run's outputs come.
#include "sandbox/output_pipes.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace assay::sandbox {

namespace {

Result<Pipe> makePipe()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) < 0)
        return fail(Errc::Io, "pipe", errno);
    Pipe pipe{.readEnd = UniqueFd(ends[0]), .writeEnd = UniqueFd(ends[1])};
    if (::fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) // the read end alone: the program's end blocks as usual
        return fail(Errc::Io, "pipe", errno);
    return pipe;
}

} // namespace

Result<OutputPipes> OutputPipes::make()
{
    return OutputPipes{.output = TRY(makePipe()), .errorOutput = TRY(makePipe())};
}

} // namespace assay::sandbox
