// Time limit exceeded: looks for the open partner by walking back over the text, quadratic for deep nesting.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <string>

int main()
{
    std::string text;
    std::string line;
    std::getline(std::cin, line);
    while (std::getline(std::cin, line))
        text += line + '\n';

    const auto place = [&](std::size_t at) {
        int row = 1;
        int column = 1;
        for (std::size_t i = 0; i < at; ++i) {
            ++column;
            if (text[i] == '\n') {
                ++row;
                column = 1;
            }
        }
        return std::to_string(row) + ' ' + std::to_string(column);
    };

    std::string matched(text.size(), ' ');
    const auto isOpening = [](char c) { return c == '(' || c == '[' || c == '{'; };
    int pairs = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != ')' && c != ']' && c != '}')
            continue;
        std::size_t back = i;
        while (back > 0 && (!isOpening(text[back - 1]) || matched[back - 1] == 'x'))
            --back;
        const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (back == 0 || text[back - 1] != wanted) {
            std::cout << "unexpected " << place(i) << '\n';
            return 0;
        }
        matched[back - 1] = 'x';
        ++pairs;
    }
    for (std::size_t i = text.size(); i > 0; --i) {
        if (isOpening(text[i - 1]) && matched[i - 1] == ' ') {
            std::cout << "unclosed " << place(i - 1) << '\n';
            return 0;
        }
    }
    std::cout << "balanced " << pairs << '\n';
}
