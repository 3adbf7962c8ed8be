// SPDX-License-Identifier: GPL-3.0-or-later
// Feed: what a program is given to read while it runs.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace assay::core {

/// A pipe that never keeps its writer waiting: what does not fit waits here. How much that may be is the writer's own
/// output limit to say.
class Feed
{
public:
    /// Errors: Io.
    [[nodiscard]] static Result<std::unique_ptr<Feed>> make();
    Feed(const Feed &) = delete;
    Feed &operator=(const Feed &) = delete;

    /// For the program's standard input. Borrowed; the pipe lives as long as the feed, so that nobody is signalled.
    [[nodiscard]] int readEnd() const { return m_readEnd.get(); }
    /// From any thread. In the order of the calls.
    void append(std::string_view bytes);
    /// The end of the input, behind what was appended.
    void finish();

private:
    Feed() = default;
    void writeSome();
    void pump(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_work;
    std::string m_waiting;
    bool m_finished = false;
    UniqueFd m_readEnd;
    UniqueFd m_writeEnd; ///< Non-blocking.
    std::jthread m_pump; ///< Last: it uses all of the above.
};

} // namespace assay::core
