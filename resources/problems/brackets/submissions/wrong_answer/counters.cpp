// Wrong answer: counts each kind for itself, so crossing brackets pass.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

int main()
{
    std::string text;
    std::getline(std::cin, text);
    std::vector<std::pair<int, int>> open[3];
    int pairs = 0;
    for (int line = 1; std::getline(std::cin, text); ++line) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const int column = static_cast<int>(i) + 1;
            const auto opening = std::string("([{").find(text[i]);
            const auto closing = std::string(")]}").find(text[i]);
            if (opening != std::string::npos) {
                open[opening].emplace_back(line, column);
            } else if (closing != std::string::npos) {
                if (open[closing].empty()) {
                    std::cout << "unexpected " << line << ' ' << column << '\n';
                    return 0;
                }
                open[closing].pop_back();
                ++pairs;
            }
        }
    }
    std::pair<int, int> last{0, 0};
    for (const auto &places : open) {
        if (!places.empty())
            last = std::max(last, places.back());
    }
    if (last.first > 0)
        std::cout << "unclosed " << last.first << ' ' << last.second << '\n';
    else
        std::cout << "balanced " << pairs << '\n';
}
