// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiling a header in a container of its own, and seeing that the compiler takes it.
#pragma once

#include "core/judge/header_store.h"
#include "core/judge/syscall_policies.h"
#include "core/model/language.h"
#include "sandbox/sandbox.h"

#include <stop_token>

namespace assay::core {

/// Where headers are made.
struct HeaderBench {
    sandbox::Sandbox &sandbox; ///< Its warm folder is the store's folder.
    const SyscallPolicies &policies;
    sandbox::Tier requiredTier = sandbox::Tier::Full;
};

/// The name under which a language's header is kept: a hash of the toolchain and of all that is told to it.
[[nodiscard]] QByteArray headerKey(const Language &language, const QString &fingerprint);

/// What goes behind the compiler's name for it to find the header of that key.
[[nodiscard]] std::vector<std::string> headerArguments(const PrecompiledHeader &header, const QByteArray &key);

/// Runs in the background: takes some ten seconds of processor time that nobody else wants.
/// Errors: Sandbox, Unsupported when the compiler does not make it or does not say where the header is, Io, Cancelled.
[[nodiscard]] Result<void> makeHeader(const HeaderBench &bench, const Language &language, const HeaderStore &store,
                                      const QByteArray &key, const std::stop_token &stop);

/// Compiles with it in a new container. Errors: Unsupported when the compiler does not use it; Sandbox, Cancelled.
[[nodiscard]] Result<void> checkHeader(const HeaderBench &bench, const Language &language, const QByteArray &key,
                                       const std::stop_token &stop);

} // namespace assay::core
