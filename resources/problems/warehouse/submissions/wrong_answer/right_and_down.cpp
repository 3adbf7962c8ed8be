// Wrong answer: fills a table row by row, a few times over, and never goes far enough back to the left and up.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main()
{
    int rows = 0;
    int columns = 0;
    std::cin >> rows >> columns;
    std::vector<std::string> floor(rows);
    for (std::string &line : floor)
        std::cin >> line;

    const int never = 1 << 29;
    std::vector<std::vector<int>> times(rows, std::vector<int>(columns, never));
    int answer = never;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < rows; ++i) {
            for (int j = 0; j < columns; ++j) {
                if (floor[i][j] == '#')
                    continue;
                if (floor[i][j] == 'S') {
                    times[i][j] = 0;
                    continue;
                }
                int before = never;
                if (i > 0)
                    before = std::min(before, times[i - 1][j]);
                if (j > 0)
                    before = std::min(before, times[i][j - 1]);
                if (i + 1 < rows)
                    before = std::min(before, times[i + 1][j]);
                if (j + 1 < columns)
                    before = std::min(before, times[i][j + 1]);
                const int enter = floor[i][j] == 'T' ? 1 : floor[i][j] - '0';
                times[i][j] = std::min(times[i][j], before + enter);
                if (floor[i][j] == 'T')
                    answer = times[i][j];
            }
        }
    }
    if (answer >= never)
        std::cout << "blocked\n";
    else
        std::cout << answer << '\n';
}
