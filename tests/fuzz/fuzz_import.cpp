// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: problem.xml of Polygon's (first byte even) and init.yml of DMOJ's, beside a few files that they may name.
// What is read without an error makes a package that can be written, of files that lie in the folder.
#include "core/importers/dmoj_importer.h"
#include "core/importers/package_maker.h"
#include "core/importers/polygon_importer.h"
#include "tests/fuzz/fuzz_target.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

using namespace assay;
using namespace assay::core;
using assay::fuzz::require;

namespace {

void write(const QDir &folder, const QString &name, const QByteArray &text)
{
    folder.mkpath(QFileInfo(name).path());
    QFile file(folder.filePath(name));
    require(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

/// The files that are there for all inputs, made once.
const QDir &folder()
{
    static const QTemporaryDir dir;
    static const QDir made = [] {
        const QDir inside(dir.path());
        for (const char *name : {"tests/01", "tests/01.a", "tests/02", "tests/02.a", "1.in", "1.out", "t.2-1.in",
                                 "t.2-1.out", "check.cpp", "testlib.h", "sol.py"})
            write(inside, QString::fromLatin1(name), "1 2\r\n");
        return inside;
    }();
    return made;
}

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    return {
        {"polygon",
         std::string("\0", 1) + R"(<problem short-name="a-b" url="u"><names><name language="english" value="A"/>
</names><statements><statement language="english"/></statements><judging input-file="" output-file="">
<testset name="tests"><time-limit>1000</time-limit><memory-limit>1048576</memory-limit><test-count>2</test-count>
<input-path-pattern>tests/%02d</input-path-pattern><answer-path-pattern>tests/%02d.a</answer-path-pattern><tests>
<test sample="true" group="0"/><test group="1" points="5.5"/></tests><groups><group name="1"
points-policy="complete-group"><dependencies><dependency group="0"/></dependencies></group></groups></testset></judging>
<files><resources><file path="testlib.h"/></resources></files><assets><checker><source path="check.cpp"/></checker>
<interactor/><validators><validator><source path="check.cpp"/></validator></validators><solutions>
<solution tag="main"><source path="sol.py"/></solution></solutions></assets></problem>)"},
        {"dmoj",
         "\1test_cases:\n- {in: 1.in, out: 1.out, points: 0}\n- points: 5\n  batched: [{in: 1.in, out: 1.out}]\n"
         "  dependencies: [1]\nchecker: {name: floats, args: {precision: 3, error_mode: absolute}}\n"
         "output_limit_length: 5\n"},
        {"dmoj by name", "\1points: 3\nchecker: {name: bridged, args: {files: [check.cpp, testlib.h], type: testlib}}\n"
                         "pretest_test_cases: [{in: 1.in, out: 1.out}]\n"},
        {"dmoj pattern", "\1test_cases: {input_format: '^(?P<case>\\d)\\.in', output_format: '^(?P<case>\\d)\\.out'}\n"
                         "interactive: {files: check.cpp, type: testlib}\n"},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const bool polygon = data[0] % 2 == 0;
    const QByteArray text(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size) - 1);
    write(folder(), polygon ? QStringLiteral("problem.xml") : QStringLiteral("init.yml"), text);
    PackageFindings ignored;
    const auto tree = PackageTree::scan(folder().path().toStdString(), ignored);
    require(tree.has_value());
    const QTemporaryDir scratch;
    const auto problem = polygon ? PolygonImporter().read(*tree, scratch.path().toStdString())
                                 : DmojImporter().read(*tree, scratch.path().toStdString());
    require(problem.has_value());
    if (std::ranges::contains(problem->findings, Severity::Error, &Finding::severity))
        return 0;
    const PackageDraft draft = makePackage(*problem);
    for (const auto &[path, file] : draft.files()) {
        require(!path.starts_with('/') && path.find("..") == std::string::npos);
        require(file.source.empty() || file.source.string().starts_with(folder().canonicalPath().toStdString()));
    }
    return 0;
}
