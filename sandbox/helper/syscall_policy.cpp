// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a system call policy (text) into a BPF program by libseccomp.
#include "sandbox/helper/syscall_policy.h"

#include "sandbox/helper/setup_status.h"

#include <charconv>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <linux/memfd.h>
#include <seccomp.h>
#include <sys/mman.h>

namespace assay::sandbox::helper {

namespace {

struct ContextDeleter {
    void operator()(void *context) const { ::seccomp_release(context); }
};
using Context = std::unique_ptr<void, ContextDeleter>;

struct ErrnoName {
    std::string_view name;
    int value;
};
constexpr ErrnoName kErrnoNames[] = {
    {"ENOSYS", ENOSYS}, {"EPERM", EPERM}, {"EACCES", EACCES}, {"ENOTSUP", ENOTSUP}, {"ENOLCK", ENOLCK}};

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Cuts the next part off `rest`, up to `separator`.
std::string_view nextPart(std::string_view &rest, std::string_view separator)
{
    const auto end = rest.find(separator);
    const auto part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + separator.size());
    return trimmed(part);
}

bool parseNumber(std::string_view text, std::uint64_t &value)
{
    const bool hexadecimal = text.starts_with("0x");
    if (hexadecimal)
        text.remove_prefix(2);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
    return error == std::errc() && end == text.data() + text.size();
}

/// "arg<N> & MASK == VALUE" or "arg<N> == VALUE".
bool parseCondition(std::string_view text, scmp_arg_cmp &condition)
{
    std::string_view value = text;
    std::string_view left = nextPart(value, "==");
    std::string_view mask = left;
    const std::string_view argument = nextPart(mask, "&");
    std::uint64_t index = 0;
    std::uint64_t maskValue = ~0ULL;
    std::uint64_t wanted = 0;
    if (!argument.starts_with("arg") || !parseNumber(argument.substr(3), index) || index > 5 ||
        (!trimmed(mask).empty() && !parseNumber(trimmed(mask), maskValue)) || !parseNumber(trimmed(value), wanted))
        return false;
    condition = scmp_arg_cmp{
        .arg = static_cast<unsigned>(index), .op = SCMP_CMP_MASKED_EQ, .datum_a = maskValue, .datum_b = wanted};
    return true;
}

bool parseErrno(std::string_view name, std::uint32_t &action)
{
    for (const auto &entry : kErrnoNames) {
        if (entry.name == name) {
            action = SCMP_ACT_ERRNO(static_cast<unsigned>(entry.value));
            return true;
        }
    }
    return false;
}

int addRule(void *context, std::string_view line)
{
    std::string_view rest = line;
    const std::string name(nextPart(rest, ":"));
    rest = trimmed(rest);
    std::uint32_t action = SCMP_ACT_ALLOW;
    std::vector<scmp_arg_cmp> conditions;
    if (rest.starts_with("errno ")) {
        rest.remove_prefix(6);
        if (!parseErrno(nextPart(rest, " if "), action))
            return -EINVAL;
    }
    while (!rest.empty()) {
        if (!parseCondition(nextPart(rest, "&&"), conditions.emplace_back()))
            return -EINVAL;
    }
    const int number = ::seccomp_syscall_resolve_name(name.c_str());
    if (number == __NR_SCMP_ERROR)
        return -ENOENT;
    if (number < 0)
        return 0; // known, but not on this architecture
    return ::seccomp_rule_add_array(context, action, number, static_cast<unsigned>(conditions.size()),
                                    conditions.data());
}

Status addRules(void *context, std::string_view text)
{
    while (!text.empty()) {
        std::string_view line = nextPart(text, "\n");
        line = trimmed(line.substr(0, line.find('#')));
        if (line.empty())
            continue;
        if (const int error = addRule(context, line); error < 0)
            return failed(SetupStep::Policy, std::string(line).c_str(), -error);
    }
    return {};
}

} // namespace

Status compilePolicy(std::string_view text, UniqueFd &program)
{
    const Context context(::seccomp_init(SCMP_ACT_NOTIFY));
    if (!context)
        return failed(SetupStep::Policy, "seccomp_init", ENOMEM);
    // A binary tree over the numbers instead of a list: shorter ways through the filter.
    if (::seccomp_attr_set(context.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0 ||
        // Calls of a foreign architecture are reported like any other, so that nobody can forge or hide them.
        ::seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_NOTIFY) < 0)
        return failed(SetupStep::Policy, "seccomp_attr_set", EINVAL);
    if (const Status status = addRules(context.get(), text); !ok(status))
        return status;
    UniqueFd file(::memfd_create("assay-policy", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file)
        return failed(SetupStep::Policy, "memfd_create");
    if (const int error = ::seccomp_export_bpf(context.get(), file.get()); error < 0)
        return failed(SetupStep::Policy, "seccomp_export_bpf", -error);
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0)
        return failed(SetupStep::Policy, "F_ADD_SEALS");
    program = std::move(file);
    return {};
}

} // namespace assay::sandbox::helper
