// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of assayd. Each returns the program's exit code.
#pragma once

#include "base/units.h"
#include "core/judge/compile_host_options.h"
#include "core/settings/settings.h"
#include "server/assayd/engine_options.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assay::server {

enum class OutputFormat { Text, Json };

/// Where commands keep what compilers made, for the next time.
struct CacheArguments {
    std::string folder; ///< Empty: the user's cache folder.
    bool off = false;
};
[[nodiscard]] core::CompileHostOptions compileHostOptions(const CacheArguments &arguments);

struct JudgeArguments {
    std::string package;
    std::vector<std::string> submissions;
    std::string language;
    bool allCases = false;
    TierChoice tier;
    double timeFactor = 1; ///< Multiplies every time limit.
    OutputFormat format = OutputFormat::Text;
    CacheArguments cache;
};
[[nodiscard]] int judgeCommand(const JudgeArguments &arguments, std::stop_token stop);

struct VerifyArguments {
    std::string package;
    TierChoice tier;
    double timeFactor = 1; ///< Multiplies every time limit.
    OutputFormat format = OutputFormat::Text;
    CacheArguments cache;
};
[[nodiscard]] int verifyCommand(const VerifyArguments &arguments, std::stop_token stop);

struct ExportArguments {
    std::string package;
    std::string target;  ///< Empty: only say what would be lost.
    std::string version; ///< Empty: the package's own.
    bool lossless = false;
    OutputFormat format = OutputFormat::Text;
};
[[nodiscard]] int exportCommand(const ExportArguments &arguments);

struct ImportArguments {
    std::string source;
    std::string target; ///< Empty: only look.
    OutputFormat format = OutputFormat::Text;
};
[[nodiscard]] int importCommand(const ImportArguments &arguments);

struct RunArguments {
    std::string file;
    std::string language;
    std::string standardInput;
    std::optional<double> seconds;
    std::optional<int> mebibytes;
    CacheArguments cache;
    TierChoice tier;
};
[[nodiscard]] int runCommand(const RunArguments &arguments, std::stop_token stop);

struct BackupArguments {
    std::string from;
    std::string target; ///< Must be empty, or not be there.
};
/// A data folder as a backup; a backup as a data folder.
[[nodiscard]] int backupCommand(const BackupArguments &arguments, const std::stop_token &stop);
[[nodiscard]] int restoreCommand(const BackupArguments &arguments, const std::stop_token &stop);

struct ServeArguments {
    std::string dataFolder; ///< Empty: the one that is set.
    std::string database; ///< URL; empty: SQLite in the data folder.
    TierChoice tier;
    int drainSeconds = 10; ///< For so long what is being judged may end, once it is to stop.
    std::string listen; ///< "127.0.0.1:8080"; empty: no server.
    std::vector<std::string> hosts; ///< Names by which the server may be called as well.
    bool dev = false; ///< With something to try; at this computer alone.
    std::vector<std::string> origins; ///< Whose pages may ask.
    bool plainHttp = false; ///< Also where others could listen.
    bool tls = false; ///< With the certificate below, or one of its own making.
    std::string tlsCertificate;
    std::string tlsKey;
    bool privateWebhooks = false; ///< They may be in this computer's own network, and without TLS.
    int requestsPerMinute = 600;
    int connections = 1000;
    int connectionsPerAddress = 64;
};
/// An engine, until `stop`.
[[nodiscard]] int serveCommand(const ServeArguments &arguments, const core::Settings &settings,
                               const std::stop_token &stop);

struct SupportArguments {
    std::string target;
    std::string dataFolder; ///< Empty: the one that is set; none of its own is looked for.
    std::string database; ///< URL; empty: the folder's own.
    TierChoice tier;
};
[[nodiscard]] int supportCommand(const SupportArguments &arguments, const core::Settings &settings);

struct DoctorArguments {
    bool attacks = false;
    TierChoice tier;
    std::string only;
    double patience = 1;
    OutputFormat format = OutputFormat::Text;
};
[[nodiscard]] int doctorCommand(const TierChoice &tier, OutputFormat format);
/// Every setting with its value and where that comes from.
[[nodiscard]] int settingsCommand(const core::Settings &settings, OutputFormat format);
[[nodiscard]] int attacksCommand(const DoctorArguments &arguments, std::stop_token stop);
[[nodiscard]] int languagesCommand(OutputFormat format);

} // namespace assay::server
