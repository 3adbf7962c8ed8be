// The archivist of "Misfiled": archivist INPUT ANSWER FEEDBACK < questions > answers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

namespace {

constexpr int kAccepts = 42;
constexpr int kRejects = 43;
constexpr int kQuestions = 20;

[[noreturn]] void end(const char *feedback, int exitCode, const std::string &message)
{
    std::ofstream(std::string(feedback) + "judgemessage.txt") << message << '\n';
    std::exit(exitCode);
}

/// A number and nothing else.
bool parse(const std::string &line, long &shelf)
{
    if (line.empty() || line.size() > 7 || line.find_first_not_of("0123456789") != std::string::npos)
        return false;
    shelf = std::stol(line);
    return true;
}

} // namespace

int main(int, char **argv)
{
    long shelves = 0;
    long right = 0;
    std::ifstream(argv[1]) >> shelves >> right;
    std::cout << shelves << std::endl;
    std::string line;
    for (int questions = 1; questions <= kQuestions; ++questions) {
        long shelf = 0;
        if (!std::getline(std::cin, line))
            end(argv[3], kRejects, "gave up after " + std::to_string(questions - 1) + " questions");
        if (!parse(line, shelf) || shelf < 1 || shelf > shelves)
            end(argv[3], kRejects, "question " + std::to_string(questions) + " is no shelf");
        if (shelf == right) {
            std::cout << "found" << std::endl;
            if (std::getline(std::cin, line))
                end(argv[3], kRejects, "goes on asking");
            end(argv[3], kAccepts, "found after " + std::to_string(questions) + " questions");
        }
        std::cout << (right < shelf ? "front" : "back") << std::endl;
    }
    end(argv[3], kRejects, "more than " + std::to_string(kQuestions) + " questions");
}
