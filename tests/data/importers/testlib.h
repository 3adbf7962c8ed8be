// SPDX-License-Identifier: GPL-3.0-or-later
// As much of testlib's interface as the tests' checkers use, with its exit codes and its order of arguments.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

enum TResult { _ok = 0, _wa = 1, _pe = 2, _fail = 3 };

struct InStream {
    std::ifstream file;
    std::istream *in = nullptr;

    void open(const char *path)
    {
        file.open(path);
        in = &file;
    }
    long long readLong()
    {
        long long value = 0;
        if (!(*in >> value)) {
            std::fprintf(stderr, "wrong output format: expected a number\n");
            std::exit(_pe);
        }
        return value;
    }
    char readChar() { return static_cast<char>(in->get()); }
};

inline InStream inf, ouf, ans;
inline std::ofstream tout;

inline void quitf(TResult result, const char *message)
{
    std::fprintf(stderr, "%s\n", message);
    std::exit(result);
}

inline void registerTestlibCmd(int argc, char **argv)
{
    if (argc != 4)
        quitf(_fail, "called with other arguments than input, output, answer");
    inf.open(argv[1]);
    ouf.open(argv[2]);
    ans.open(argv[3]);
}

inline void registerInteraction(int argc, char **argv)
{
    if (argc != 4)
        quitf(_fail, "called with other arguments than input, output, answer");
    inf.open(argv[1]);
    tout.open(argv[2]);
    ouf.in = &std::cin;
}

inline void registerValidation(int, char **)
{
    inf.in = &std::cin;
}
