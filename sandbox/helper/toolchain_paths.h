// SPDX-License-Identifier: GPL-3.0-or-later
// What of the host a program may see, whichever way it is kept from the rest.
#pragma once

#include <cstring>

namespace assay::sandbox::helper {

/// Besides /usr what merged-/usr systems have as links and others as folders. Relative to the root, as all here.
inline constexpr const char *kToolchainFolders[] = {"usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32"};

/// What toolchains keep elsewhere: GHC's list of its packages. A container has it below kStoreFolder, so that it has no
/// /var; PathMap takes that prefix off where there is no mount namespace.
inline constexpr const char *kToolchainStores[] = {"var/lib/ghc"};
inline constexpr const char *kStoreFolder = "toolchain";

/// What of these no toolchain needs and people keep things in: settings with passwords, sources, homes, and this
/// program's own problems with their secret tests.
inline constexpr const char *kHiddenFolders[] = {
    "usr/home",      "usr/src",       "usr/share/assay", "usr/local/etc",
    "usr/local/src", "usr/local/var", "usr/local/home",  "usr/local/share/assay"};

/// What of /etc run-times need: the linker's cache, Debian's alternatives links, Java's and Mono's settings.
inline constexpr const char *kEtcEntries[] = {"ld.so.cache", "alternatives", "mono", "ghc", "localtime"};
inline constexpr const char *kEtcPrefixes[] = {"java-"};

inline constexpr const char *kDevices[] = {"null", "zero", "full", "random", "urandom"};

[[nodiscard]] inline bool isWantedEtcPrefix(const char *name)
{
    for (const char *prefix : kEtcPrefixes) {
        if (std::strncmp(name, prefix, std::strlen(prefix)) == 0)
            return true;
    }
    return false;
}

[[nodiscard]] inline bool isWantedEtcEntry(const char *name)
{
    for (const char *entry : kEtcEntries) {
        if (std::strcmp(name, entry) == 0)
            return true;
    }
    return isWantedEtcPrefix(name);
}

} // namespace assay::sandbox::helper
