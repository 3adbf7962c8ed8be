// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: its seeds, the files given, and a fixed series of changes to all of them.
// Usage: fuzz_X_replay [--write-seeds FOLDER | --changes N [FILE…]]
#include "tests/fuzz/fuzz_target.h"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

using namespace assay::fuzz;

namespace {

class Changer
{
public:
    /// A copy with one to eight bytes or stretches of bytes changed.
    std::string changed(std::string bytes)
    {
        for (std::size_t i = 0, count = 1 + below(8); i < count; ++i)
            changeOnce(bytes);
        return bytes;
    }
    std::size_t below(std::size_t end) { return end == 0 ? 0 : m_random() % end; }

private:
    void changeOnce(std::string &bytes)
    {
        const std::size_t at = below(bytes.size());
        const std::size_t length = below(std::min<std::size_t>(bytes.size() - at, 16) + 1);
        switch (below(6)) {
        case 0:
            bytes.resize(at);
            break;
        case 1:
            bytes.insert(at, 1 + below(8), static_cast<char>(m_random()));
            break;
        case 2:
            bytes.erase(at, length);
            break;
        case 3:
            bytes.insert(at, bytes.substr(at, length));
            break;
        case 4: // numbers at the borders
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), length, below(2) == 0 ? '\0' : '\xff');
            break;
        default:
            if (!bytes.empty())
                bytes[at] = static_cast<char>(m_random());
        }
    }

    std::minstd_rand m_random{1};
};

void runOne(const std::string &bytes)
{
    (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
}

int writeSeeds(const std::filesystem::path &folder)
{
    std::filesystem::create_directories(folder);
    for (const auto &seed : seeds())
        std::ofstream(folder / seed.name, std::ios::binary) << seed.bytes;
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3 && std::strcmp(argv[1], "--write-seeds") == 0)
        return writeSeeds(argv[2]);
    if (argc < 3 || std::strcmp(argv[1], "--changes") != 0) {
        std::fprintf(stderr, "usage: %s --write-seeds FOLDER | --changes N [FILE...]\n", argv[0]);
        return 2;
    }
    std::vector<std::string> inputs;
    for (const auto &seed : seeds())
        inputs.push_back(seed.bytes);
    for (int i = 3; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    for (const auto &input : inputs)
        runOne(input);
    Changer changer;
    const int changes = std::atoi(argv[2]);
    for (int i = 0; i < changes; ++i)
        runOne(changer.changed(inputs[changer.below(inputs.size())]));
    std::printf("%zu inputs, %d changed ones\n", inputs.size(), changes);
    return 0;
}
