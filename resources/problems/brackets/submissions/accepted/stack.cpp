// Accepted: a stack of the closing brackets that are awaited.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <string>
#include <vector>

struct Awaited {
    char closing;
    int line;
    int column;
};

int main()
{
    const std::string opening = "([{";
    const std::string closing = ")]}";
    std::string text;
    std::getline(std::cin, text);
    const int lines = std::stoi(text);

    std::vector<Awaited> stack;
    int pairs = 0;
    for (int line = 1; line <= lines && std::getline(std::cin, text); ++line) {
        for (int i = 0; i < static_cast<int>(text.size()); ++i) {
            if (const auto kind = opening.find(text[i]); kind != std::string::npos) {
                stack.push_back({closing[kind], line, i + 1});
            } else if (closing.find(text[i]) != std::string::npos) {
                if (stack.empty() || stack.back().closing != text[i]) {
                    std::cout << "unexpected " << line << ' ' << i + 1 << '\n';
                    return 0;
                }
                stack.pop_back();
                ++pairs;
            }
        }
    }
    if (stack.empty())
        std::cout << "balanced " << pairs << '\n';
    else
        std::cout << "unclosed " << stack.back().line << ' ' << stack.back().column << '\n';
}
