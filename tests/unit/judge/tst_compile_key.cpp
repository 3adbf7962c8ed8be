// SPDX-License-Identifier: GPL-3.0-or-later
// The key of a compile: each part of it changes it, and nothing slides from one part into the next.
#include "core/judge/compile_key.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

CompileKeyParts someParts()
{
    return {.language = u"cpp"_s,
            .sources = {{.name = u"a.cpp"_s, .content = "int f();"}, {.name = u"b.cpp"_s, .content = "int g();"}},
            .entryPoint = u"a.cpp"_s,
            .command = {"/usr/bin/g++", "-O2", "/box/src/a.cpp"},
            .environment = {"PATH=/usr/bin", "LANG=C.UTF-8"},
            .toolchain = u"1234"_s,
            .policy = "read\nwrite\n",
            .limits = {}};
}

using Change = std::function<void(CompileKeyParts &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class tst_CompileKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void same_parts_sameKey();
    void part_changed_changesTheKey_data();
    void part_changed_changesTheKey();
    void border_moved_changesTheKey();
    void limits_ofRunning_doNotCount();
};

void tst_CompileKey::same_parts_sameKey()
{
    QCOMPARE(compileKey(someParts()), compileKey(someParts()));
    QCOMPARE(compileKey(someParts()).size(), 64);
}

void tst_CompileKey::part_changed_changesTheKey_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("language") << Change([](auto &p) { p.language = u"c"_s; });
    QTest::newRow("source's name") << Change([](auto &p) { p.sources[0].name = u"c.cpp"_s; });
    QTest::newRow("source's content") << Change([](auto &p) { p.sources[1].content = "int h();"; });
    QTest::newRow("one source more") << Change([](auto &p) { p.sources.append({.name = u"c.h"_s, .content = {}}); });
    QTest::newRow("one source less") << Change([](auto &p) { p.sources.removeLast(); });
    QTest::newRow("order of sources") << Change([](auto &p) { p.sources.swapItemsAt(0, 1); });
    QTest::newRow("entry point") << Change([](auto &p) { p.entryPoint = u"b.cpp"_s; });
    QTest::newRow("flag") << Change([](auto &p) { p.command[1] = "-O3"; });
    QTest::newRow("environment") << Change([](auto &p) { p.environment.emplace_back("A=b"); });
    QTest::newRow("toolchain") << Change([](auto &p) { p.toolchain = u"1235"_s; });
    QTest::newRow("policy") << Change([](auto &p) { p.policy += "open\n"; });
    QTest::newRow("compile time") << Change([](auto &p) { p.limits.compileCpu = Milliseconds{1}; });
    QTest::newRow("compile memory") << Change([](auto &p) { p.limits.compileMemory = 64_MiB; });
}

void tst_CompileKey::part_changed_changesTheKey()
{
    QFETCH(const Change, change);
    CompileKeyParts parts = someParts();
    change(parts);
    QVERIFY(compileKey(parts) != compileKey(someParts()));
}

void tst_CompileKey::border_moved_changesTheKey()
{
    QSet<QByteArray> keys;
    CompileKeyParts parts = someParts();
    parts.command = {"ab", "c"};
    keys.insert(compileKey(parts));
    parts.command = {"a", "bc"};
    keys.insert(compileKey(parts));
    parts.command = {"abc"};
    keys.insert(compileKey(parts));
    parts.command = {"ab"};
    parts.environment.insert(parts.environment.begin(), "c");
    keys.insert(compileKey(parts));
    parts = someParts();
    parts.sources = {{.name = u"a"_s, .content = "bc"}};
    keys.insert(compileKey(parts));
    parts.sources = {{.name = u"ab"_s, .content = "c"}};
    keys.insert(compileKey(parts));
    QCOMPARE(keys.size(), 6);
}

void tst_CompileKey::limits_ofRunning_doNotCount()
{
    CompileKeyParts parts = someParts();
    parts.limits.cpu = Milliseconds{1};
    parts.limits.memory = 1_MiB;
    QCOMPARE(compileKey(parts), compileKey(someParts()));
}

QTEST_GUILESS_MAIN(tst_CompileKey)
#include "tst_compile_key.moc"
