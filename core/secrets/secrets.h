// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets that people and programs are given, and what is kept of them.
#pragma once

#include "base/result.h"

#include <QString>

namespace assay::core {

/// `groups` of `length` letters and figures of Crockford's base 32 with dashes between, at random: 5 bits each.
[[nodiscard]] QString randomCode(int groups, int length);
/// As it was meant: in capitals, without spaces and dashes, O and I and L as 0 and 1. Empty when no code of `length` letters
/// looks like that.
[[nodiscard]] QString normalizedCode(const QString &typed, int length);

/// "K7QM2-XHD34-…": 100 bits. Passwords are made, never thought up.
[[nodiscard]] QString makePassword();
/// Argon2id (libsodium, "interactive"), with its salt and parameters: takes some 60 ms and 64 MiB. Errors: Internal without that
/// much memory.
[[nodiscard]] Result<QString> passwordHash(const QString &password);
/// Takes as long. False for what is no password at all, too.
[[nodiscard]] bool isPassword(const QString &typed, const QString &hash);

/// What a program shows who it is by: "assay_" and 43 letters, 256 bits.
[[nodiscard]] QString makeTokenSecret();
/// What is kept of a secret that is long enough not to be guessed: SHA-256, hexadecimal. `what` keeps kinds apart.
[[nodiscard]] QString secretHash(const char *what, const QString &secret);

} // namespace assay::core
