// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of assayd. Each returns the program's exit code.
#pragma once

#include "base/units.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assay::server {

enum class OutputFormat { Text, Json };

struct JudgeArguments {
    std::string package;
    std::vector<std::string> submissions;
    std::string language;
    bool allCases = false;
    double timeFactor = 1; ///< Multiplies every time limit.
    OutputFormat format = OutputFormat::Text;
};
[[nodiscard]] int judgeCommand(const JudgeArguments &arguments, std::stop_token stop);

struct VerifyArguments {
    std::string package;
    double timeFactor = 1; ///< Multiplies every time limit.
    OutputFormat format = OutputFormat::Text;
};
[[nodiscard]] int verifyCommand(const VerifyArguments &arguments, std::stop_token stop);

struct RunArguments {
    std::string file;
    std::string language;
    std::string standardInput;
    std::optional<double> seconds;
    std::optional<int> mebibytes;
};
[[nodiscard]] int runCommand(const RunArguments &arguments, std::stop_token stop);

struct DoctorArguments {
    bool attacks = false;
    std::string tier = "full";
    std::string only;
    double patience = 1;
    OutputFormat format = OutputFormat::Text;
};
[[nodiscard]] int doctorCommand(OutputFormat format);
[[nodiscard]] int attacksCommand(const DoctorArguments &arguments, std::stop_token stop);
[[nodiscard]] int languagesCommand(OutputFormat format);

} // namespace assay::server
