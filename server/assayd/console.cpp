// SPDX-License-Identifier: GPL-3.0-or-later
// Text for a terminal or a pipe: colours and a progress line where a person looks, plain text elsewhere.
#include "server/assayd/console.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <format>

#include <unistd.h>

namespace assay::server {

namespace {

constexpr std::size_t kBarWidth = 24;

bool usesColour()
{
    static const bool colour = ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    return colour;
}

std::string_view codeOf(Style style)
{
    switch (style) {
    case Style::Plain:
        return "";
    case Style::Bold:
        return "\033[1m";
    case Style::Dim:
        return "\033[2m";
    case Style::Good:
        return "\033[32m";
    case Style::Bad:
        return "\033[31m";
    case Style::Warning:
        return "\033[33m";
    }
    return "";
}

/// Characters that take a column: UTF-8 continuation bytes do not.
std::size_t columnsOf(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string cutTo(std::string_view text, std::size_t columns)
{
    if (columnsOf(text) <= columns)
        return std::string(text);
    std::string cut(text);
    while (columnsOf(cut) >= columns) {
        while (!cut.empty() && (cut.back() & 0xc0) == 0x80)
            cut.pop_back();
        cut.pop_back();
    }
    return cut + "…";
}

} // namespace

std::string painted(std::string_view text, Style style)
{
    if (style == Style::Plain || !usesColour())
        return std::string(text);
    return std::format("{}{}\033[0m", codeOf(style), text);
}

void printLine(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

bool outputIsClosed()
{
    return std::ferror(stdout) != 0;
}

void printError(std::string_view text)
{
    std::fflush(stdout);
    const std::string line = std::format("assayd: {}\n", text);
    std::fwrite(line.data(), 1, line.size(), stderr);
}

int reportError(const Error &error)
{
    if (error.code == Errc::Cancelled)
        return ExitInterrupted;
    printError(error.describe());
    switch (error.code) {
    case Errc::NotFound:
    case Errc::InvalidArgument:
    case Errc::InvalidPackage:
    case Errc::InvalidData:
    case Errc::Unsupported:
    case Errc::TooLarge:
        return ExitUsage;
    case Errc::Io:
    case Errc::Permission:
    case Errc::QueueFull:
    case Errc::RateLimited:
    case Errc::Cancelled:
    case Errc::Timeout:
    case Errc::Sandbox:
    case Errc::TierTooLow:
    case Errc::Store:
    case Errc::Internal:
        break;
    }
    return ExitJudgingError;
}

Style styleOf(core::Verdict verdict)
{
    if (core::isPass(verdict))
        return Style::Good;
    return verdict == core::Verdict::JudgingError ? Style::Warning : Style::Bad;
}

std::string leftAligned(std::string_view text, std::size_t columns)
{
    std::string cut = cutTo(text, columns);
    return cut + std::string(columns - columnsOf(cut), ' ');
}

std::string rightAligned(std::string_view text, std::size_t columns)
{
    const std::string cut = cutTo(text, columns);
    return std::string(columns - columnsOf(cut), ' ') + cut;
}

ProgressLine::ProgressLine()
    : m_visible(::isatty(STDERR_FILENO) != 0)
{
}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show(std::string_view label, int done, int total, std::string_view detail)
{
    if (!m_visible)
        return;
    const auto filled = total > 0 ? kBarWidth * static_cast<std::size_t>(done) / static_cast<std::size_t>(total) : 0;
    const std::string line = std::format("\r\033[K{} [{}{}] {}/{} {}", label, std::string(filled, '#'),
                                         std::string(kBarWidth - filled, '.'), done, total, detail);
    std::fwrite(line.data(), 1, line.size(), stderr);
    m_dirty = true;
}

void ProgressLine::clear()
{
    if (m_dirty)
        std::fputs("\r\033[K", stderr);
    m_dirty = false;
}

core::LabListener progressOn(ProgressLine &line)
{
    return [&line](const core::LabProgress &now) {
        line.show(now.submission.toStdString(), now.done, now.total, now.what.toStdString());
        return !outputIsClosed();
    };
}

} // namespace assay::server
