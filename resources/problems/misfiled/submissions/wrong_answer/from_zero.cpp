// Wrong: takes the first shelf for number 0.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <string>

int main()
{
    long low = 0;
    long high = 0;
    std::cin >> high;
    --high;
    for (std::string answer; std::cin && answer != "found";) {
        const long shelf = (low + high) / 2;
        std::cout << shelf << std::endl;
        std::cin >> answer;
        (answer == "front" ? high : low) = answer == "front" ? shelf - 1 : shelf + 1;
    }
}
