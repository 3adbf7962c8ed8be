// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: texts of system call policies.
#include "sandbox/helper/setup_status.h"
#include "sandbox/helper/syscall_policy.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstring>

#include <sys/stat.h>

using namespace assay;
using assay::fuzz::require;

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    return {
        {"plain", "# comment\nread\nwrite # trailing\n\nexit_group\n"},
        {"masked", "clone: arg0 & 0x7e020000 == 0\nioctl: arg1 == 0x5401\n"},
        {"joined", "fcntl: arg1 == 1 && arg2 & 1 == 0\nfcntl: arg1 == 3\n"},
        {"refused", "clone3: errno ENOSYS\nsocket: errno EPERM\n"},
        {"unknown", "read\nno_such_call\n"},
        {"elsewhere", "_llseek\nread: arg9 == 1\n"},
    };
}

/// libseccomp itself loses two small blocks when it refuses a rule that contradicts another. Policies are ours, and few.
extern "C" const char *__lsan_default_suppressions(); // NOLINT(bugprone-reserved-identifier): LeakSanitizer's name
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libseccomp.so\n";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    UniqueFd program;
    const auto status = sandbox::helper::compilePolicy({reinterpret_cast<const char *>(data), size}, program);
    require(program.get() < 0 || sandbox::helper::ok(status));
    if (!sandbox::helper::ok(status)) {
        require(std::memchr(status.detail, 0, sizeof status.detail) != nullptr);
        return 0;
    }
    struct stat info{};
    require(::fstat(program.get(), &info) == 0 && info.st_size > 0 && info.st_size % 8 == 0); // sock_filter has 8 bytes
    return 0;
}
