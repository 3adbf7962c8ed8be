// SPDX-License-Identifier: GPL-3.0-or-later
// A RunSpec as a message to the helper.
#include "sandbox/run_message.h"

namespace assay::sandbox {

RunRequest runRequest(const RunSpec &spec, MessageKind kind)
{
    const RunLimits &limits = spec.limits;
    RunRequest request{.kind = kind};
    request.argumentCount = static_cast<std::uint32_t>(spec.argv.size());
    request.environmentCount = static_cast<std::uint32_t>(spec.environment.size());
    request.cpuMicroseconds = static_cast<std::uint64_t>(Microseconds{limits.cpu}.count());
    request.memoryBytes = static_cast<std::uint64_t>(limits.memory.count);
    request.fileSizeBytes = static_cast<std::uint64_t>(limits.fileSize.count);
    request.stackBytes = static_cast<std::uint64_t>(limits.stack.count);
    request.processes = static_cast<std::uint32_t>(limits.processes);
    request.openFiles = static_cast<std::uint32_t>(limits.openFiles);
    request.wantTimeline = spec.timeline != nullptr ? 1 : 0;
    return request;
}

Result<std::string> runMessage(const RunSpec &spec, const RunRequest &request)
{
    std::string message(reinterpret_cast<const char *>(&request), sizeof request);
    message.append(spec.workFolder).push_back('\0');
    for (const auto *list : {&spec.argv, &spec.environment}) {
        for (const auto &text : *list) {
            if (text.find('\0') != std::string::npos)
                return fail(Errc::InvalidArgument, "an argument holds a NUL character");
            message.append(text).push_back('\0');
        }
    }
    if (spec.argv.empty() || message.size() > kMaxMessage)
        return fail(Errc::InvalidArgument, "a command line that is empty or too long for the sandbox");
    return message;
}

} // namespace assay::sandbox
