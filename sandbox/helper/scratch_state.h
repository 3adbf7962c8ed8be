// SPDX-License-Identifier: GPL-3.0-or-later
// Whether /w and /tmp are as they were: contents, and what the folders themselves remember.
#pragma once

#include <array>
#include <cstdint>

#include <sys/types.h>
#include <time.h>

namespace assay::sandbox::helper {

struct ScratchContent {
    std::uint64_t bytes = 0;
    std::uint64_t inodes = 0;

    bool operator==(const ScratchContent &) const = default;
};

/// What is in /w and /tmp together.
[[nodiscard]] ScratchContent scratchContent();

/// A folder can carry a message without holding a file: in its mode and times, which its owner sets at will, and in the
/// number of its next inode. Taken before a run, and asked after it; and after the next one, while nothing was done.
class ScratchWitness
{
public:
    ScratchWitness();
    /// Whether anything was done in or to a folder, even if it was undone.
    [[nodiscard]] bool isTouched() const;
    /// What was there when it was taken.
    [[nodiscard]] const ScratchContent &content() const { return m_content; }
    /// Whether it may be asked after another run; else another has to be taken before.
    [[nodiscard]] bool isLasting() const;

private:
    struct Folder {
        const char *path = nullptr;
        mode_t mode = 0;
        timespec accessed{};
        timespec modified{};
        timespec changed{}; ///< Nobody can set this one, but it moves in ticks of the clock only.
        ino_t nextInode = 0; ///< Asked for where it was last changed in the tick that the run begins in; else 0.

        [[nodiscard]] bool read();
        [[nodiscard]] bool isSame(const Folder &other) const;
    };

    std::array<Folder, 2> m_folders;
    ScratchContent m_content;
    bool m_isKnown = false; ///< False: take it for touched.
};

} // namespace assay::sandbox::helper
