// Accepted, in two files: the set of coats that hang in the cloakroom.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_set>

class Ledger
{
public:
    /// The first entry of a tag brings the coat, the second takes it away.
    void enter(int tag)
    {
        if (!m_hanging.insert(tag).second)
            m_hanging.erase(tag);
    }

    int left() const { return *m_hanging.begin(); }

private:
    std::unordered_set<int> m_hanging;
};
