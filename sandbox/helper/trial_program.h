// SPDX-License-Identifier: GPL-3.0-or-later
// The program that a trial container runs: looks around, or does what has to be stopped.
#pragma once

#include <span>

namespace assay::sandbox::helper {

/// The arguments behind "--trial":
///   look            prints "key value" lines of what it sees of the host
///   fill            writes to its folder until it is refused, prints how much, and else waits
///   forbidden       makes a system call that no policy allows
///   memory MIB      touches that much memory and waits
///   processes N     starts children until it may not any more, at most N, and prints how many there were
[[nodiscard]] int runTrialProgram(std::span<char *const> arguments);

} // namespace assay::sandbox::helper
