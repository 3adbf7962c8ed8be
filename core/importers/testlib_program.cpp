// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of testlib's as validators of the problem package format.
#include "core/importers/testlib_program.h"

#include <QByteArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr Bytes kLargestProgram = 4_MiB;

// The program stays as it is: before its main() its arguments are put as testlib expects them, and behind it its exit
// code becomes the format's.
constexpr const char *kBegin =
    R"(// Made by an import: testlib's program beside it, called as the problem package format calls validators.
#include <bits/stdc++.h>
#include <unistd.h>

namespace {

)";
constexpr const char *kOutputEnd = R"(void translate(int status, void *)
{
    std::fflush(nullptr);
    const bool rejects = status == 1 || status == 2 || status == 4 || status == 8;
    _exit(status == 0 ? 42 : rejects ? 43 : 3);
}

)";
constexpr const char *kInputEnd = R"(void translate(int status, void *)
{
    std::fflush(nullptr);
    _exit(status == 0 ? 42 : 43);
}

__attribute__((constructor)) void prepare()
{
    on_exit(translate, nullptr);
}
)";
constexpr const char *kCheckerStart =
    R"(// Called as: input answer feedback_dir < output. To be called as: input output answer.
__attribute__((constructor)) void prepare(int, char **argv)
{
    on_exit(translate, nullptr);
    const std::string folder = argv[3];
    auto *output = new std::string(folder + "/output.txt");
    std::ofstream copy(*output, std::ios::binary);
    char buffer[65536];
    for (ssize_t count; (count = read(STDIN_FILENO, buffer, sizeof buffer)) > 0;)
        copy.write(buffer, count);
    copy.close();
    if (!copy || !std::freopen((folder + "/judgemessage.txt").c_str(), "w", stderr))
        _exit(3);
    argv[3] = argv[2];
    argv[2] = output->data();
}
)";
constexpr const char *kInteractorStart =
    R"(// Called as: input answer feedback_dir. To be called as: input output answer.
__attribute__((constructor)) void prepare(int, char **argv)
{
    on_exit(translate, nullptr);
    const std::string folder = argv[3];
    auto *output = new std::string(folder + "/output.txt");
    if (!std::freopen((folder + "/judgemessage.txt").c_str(), "w", stderr))
        _exit(3);
    argv[3] = argv[2];
    argv[2] = output->data();
}
)";
constexpr const char *kEnd = R"(
} // namespace

#include "testlib_program.h"
)";

/// The file beside the program.
QByteArray mainFile(TestlibRole role)
{
    switch (role) {
    case TestlibRole::Checker:
        return QByteArray(kBegin) + kOutputEnd + kCheckerStart + kEnd;
    case TestlibRole::Interactor:
        return QByteArray(kBegin) + kOutputEnd + kInteractorStart + kEnd;
    case TestlibRole::InputValidator:
        return QByteArray(kBegin) + kInputEnd + kEnd;
    }
    return {};
}

bool isCpp(const std::string &path)
{
    return std::ranges::any_of(std::array{".cpp", ".cc", ".cxx", ".c++", ".C"},
                               [&path](const char *ending) { return path.ends_with(ending); });
}

bool isHeader(const std::string &path)
{
    return path.ends_with(".h") || path.ends_with(".hpp");
}

/// Whether it gives points by itself, which only testlib's own graders understand.
bool givesPoints(const QByteArray &source)
{
    static const QRegularExpression points{u"\\b(quitp|quitpi|_points|_pc|_partially)\\b"_s};
    return points.match(QString::fromUtf8(source)).hasMatch();
}

} // namespace

void addTestlibProgram(PackageDraft &draft, const std::string &folder, const TestlibProgram &program, TestlibRole role)
{
    draft.addText(folder + "/main.cpp", mainFile(role));
    draft.addCopy(folder + "/testlib_program.h", program.source);
    for (const auto &[name, header] : program.headers)
        draft.addCopy(folder + "/" + name, header);
}

std::optional<TestlibProgram> findTestlibProgram(const PackageTree &tree, const std::string &path,
                                                 const std::vector<std::string> &resources, PackageFindings &findings)
{
    const PackageFile *file = tree.find(path);
    if (file == nullptr) {
        findings.error(path, {}, u"is not in the package"_s);
        return std::nullopt;
    }
    if (!isCpp(path)) {
        findings.error(path, {}, u"is not C++: only checkers, interactors and validators in C++ are imported"_s);
        return std::nullopt;
    }
    const auto source = findings.keep(checkedContent(*file, kLargestProgram));
    if (!source)
        return std::nullopt;
    if (givesPoints(*source))
        findings.error(path, {}, u"gives points by itself (quitp, _pc): this cannot be carried over"_s);
    TestlibProgram program{.source = file->resolved, .headers = {}};
    const auto add = [&](const PackageFile &header) {
        const std::string name = header.path.substr(header.path.rfind('/') + 1);
        if (isHeader(name))
            program.headers.emplace(name, header.resolved);
    };
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? std::string{} : path.substr(0, slash);
    for (const PackageFile &other : folder.empty() ? tree.files() : tree.below(folder)) {
        if (other.path.rfind('/') == slash)
            add(other);
    }
    for (const std::string &resource : resources) {
        if (const PackageFile *header = tree.find(resource))
            add(*header);
    }
    if (!program.headers.contains("testlib.h")) {
        findings.error(path, {}, u"there is no testlib.h in the package to compile it with"_s);
        return std::nullopt;
    }
    return program;
}

} // namespace assay::core
