// SPDX-License-Identifier: GPL-3.0-or-later
// The real precompiled bits/stdc++.h: whoever compiles with it gets what he would have got without.
#include "compile_fixture.h"

#include "core/judge/header_maker.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QProcess>

#include <sys/stat.h>
#include <unistd.h>

using namespace assay;
using namespace assay::core;

namespace {

QList<SourceFile> one(const QByteArray &content)
{
    return {{.name = u"main.cpp"_s, .content = content}};
}

constexpr const char *kOrdinary = R"(#include <bits/stdc++.h>
using namespace std;
struct Graph { map<string, vector<pair<int, int>>> edges; };
int main() {
    Graph g; g.edges["a"].push_back({1, 2});
    priority_queue<pair<int, int>> q; unordered_map<int, int> seen;
    for (auto &[name, list] : g.edges) for (auto &e : list) q.push(e);
    while (!q.empty()) { seen[q.top().first] += q.top().second; q.pop(); }
    vector<int> v{3, 1, 2}; ranges::sort(v);
    cout << accumulate(v.begin(), v.end(), 0LL) << ' ' << format("{:.2f}", 1.5) << ' ' << seen[1] << '\n';
    cout << __FILE__ << ' ' << __LINE__ << ' ' << __BASE_FILE__ << ' ' << __COUNTER__ << endl;
    try { v.at(7) = 1; } catch (const exception &e) { cout << e.what() << endl; }
    assert(v.empty());
})";

} // namespace

class tst_PrecompiledHeader : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CompileFixture> m_fixture;
    std::unique_ptr<sandbox::Container> m_container;

    [[nodiscard]] const Language &cpp() const { return m_fixture->language("cpp"); }
    [[nodiscard]] std::vector<std::string> arguments(const QList<SourceFile> &sources)
    {
        const CompileTools tools = m_fixture->tools();
        return tools.headers->argumentsFor(cpp(), tools.toolchains->of(cpp())->fingerprint, sources);
    }
    enum class Headers { Used, NotUsed };
    /// Never out of the cache.
    [[nodiscard]] CompiledProgram compile(const QList<SourceFile> &sources, Headers headers)
    {
        CompileTools tools = m_fixture->tools();
        tools.cache = nullptr;
        if (headers == Headers::NotUsed)
            tools.headers = nullptr;
        auto program =
            compileStep(*m_container, tools, cpp(), {.language = u"cpp"_s, .sources = sources}, Limits{}, {});
        if (!program)
            qFatal("%s", program.error().describe().c_str());
        return std::move(*program);
    }
    /// Code and constants of the program that was compiled last.
    [[nodiscard]] QByteArray sections()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"program"_s);
        const auto file = m_container->openFile("/box/out/program");
        QFile source;
        if (!file || !source.open(file->get(), QIODevice::ReadOnly) || !QFile(path).open(QIODevice::WriteOnly))
            return "cannot be opened";
        QFile copy(path);
        if (!copy.open(QIODevice::WriteOnly) || copy.write(source.readAll()) <= 0)
            return "cannot be copied";
        copy.close();
        QProcess process;
        process.start(u"objcopy"_s, {u"-O"_s, u"binary"_s, u"-j.text"_s, u"-j.rodata"_s, u"-j.data"_s, path});
        if (!process.waitForFinished() || process.exitCode() != 0 || !copy.open(QIODevice::ReadOnly))
            return "objcopy: " + process.readAllStandardError();
        return copy.readAll();
    }
    [[nodiscard]] QByteArray filesInWarmFolder() const
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QStringList paths;
        QDirIterator it(QString::fromStdString(m_fixture->cacheFolder() / "warm"),
                        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                        QDirIterator::Subdirectories);
        while (it.hasNext())
            paths.append(it.next());
        std::ranges::sort(paths);
        for (const auto &path : paths) {
            QFile file(path);
            hash.addData(path.toUtf8());
            if (QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly))
                hash.addData(&file);
        }
        return paths.join(u'\n').toUtf8() + hash.result().toHex();
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void header_isUsedWhereItIsIncluded();
    void program_isTheSame_data();
    void program_isTheSame();
    void diagnostics_areTheSame_data();
    void diagnostics_areTheSame();
    void ownHeader_ofASubmission_isForItAlone();
    void nobody_canWriteToIt_data();
    void nobody_canWriteToIt();
    void nextEngine_findsIt();
};

void tst_PrecompiledHeader::initTestCase()
{
    m_fixture = std::make_unique<CompileFixture>();
    m_container = m_fixture->container(); // older than the header: it sees it all the same
    QVERIFY2(m_fixture->has("cpp"), "the tests need g++");
    QVERIFY(arguments(one("#include <bits/stdc++.h>\n")).empty());
    PrecompiledHeaders &headers = *m_fixture->tools().headers;
    headers.prepare(cpp());
    headers.waitUntilIdle();
    QVERIFY2(headers.problems().isEmpty(), qPrintable(headers.problems().join(u'\n')));
}

void tst_PrecompiledHeader::cleanupTestCase()
{
    m_container.reset();
    m_fixture.reset();
}

void tst_PrecompiledHeader::header_isUsedWhereItIsIncluded()
{
    const auto used = arguments(one("#include <bits/stdc++.h>\n"));
    QCOMPARE(used.size(), 2U);
    QVERIFY(used.back().starts_with("/warm/"));
    QVERIFY(arguments(one("#include <iostream>\n")).empty());
    QVERIFY(arguments({}).empty());
}

void tst_PrecompiledHeader::program_isTheSame_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("an ordinary one") << QByteArray(kOrdinary);
    QTest::newRow("the header twice, after a macro of its own")
        << QByteArray("#define ll long long\n#include <bits/stdc++.h>\n#include <bits/stdc++.h>\n#include <vector>\n"
                      "int main(){ll x = 1LL << 40; std::cout << x;}\n");
    QTest::newRow("after a pragma") << QByteArray(
        "#pragma GCC optimize(\"O3,unroll-loops\")\n#include <bits/stdc++.h>\n"
        "int main(){std::vector<int> v(9); std::sort(v.begin(), v.end());"
        "std::printf(\"%zu\\n\", v.size());}\n");
    QTest::newRow("after a macro that changes the header")
        << QByteArray("#define _GLIBCXX_ASSERTIONS\n#include <bits/stdc++.h>\nint main(){std::vector<int> v(3);"
                      "std::puts(\"before\"); std::fflush(stdout); return v[3];}\n");
}

void tst_PrecompiledHeader::program_isTheSame()
{
    QFETCH(const QByteArray, source);
    const CompiledProgram cold = compile(one(source), Headers::NotUsed);
    QVERIFY2(cold.result.ok, qPrintable(cold.result.output));
    const QByteArray coldSections = sections();
    const QByteArray coldOutput = CompileFixture::outputOf(*m_container, cold);
    const CompiledProgram warm = compile(one(source), Headers::Used);
    QCOMPARE(warm.result.output, cold.result.output);
    QVERIFY(warm.result.ok);
    QVERIFY(coldSections.size() > 1000);
    QVERIFY(sections() == coldSections);
    QCOMPARE(CompileFixture::outputOf(*m_container, warm), coldOutput);
}

void tst_PrecompiledHeader::diagnostics_areTheSame_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char *name, const char *text) {
        QTest::newRow(name) << QByteArray("#include <bits/stdc++.h>\nusing namespace std;\n") + text;
    };
    row("an unknown name", "int main(){ int count = 0; return cuont; }\n");
    row("a misspelt name of std", "int main(){ vectr<int> v; srot(1, 2); }\n");
    row("a clash with std", "int count; int main(){ count++; }\n");
    row("a template that does not fit", "struct A {};\nint main(){ set<A> s; s.insert(A{}); cout << A{}; }\n");
    row("a warning", "int f(){}\nint main(){ const char *p = \"x\"; printf(\"%d\", p); }\n");
    QTest::newRow("an error after a pragma")
        << QByteArray("#pragma GCC target(\"avx2\")\n#include <bits/stdc++.h>\nint main(){ std::set<std::thread> s; "
                      "s.insert(std::thread()); }\n");
    QTest::newRow("a counter") << QByteArray("#include <bits/stdc++.h>\nstatic_assert(__COUNTER__ == 99 || "
                                             "__INCLUDE_LEVEL__ == 7);\nint main(){}\n");
}

void tst_PrecompiledHeader::diagnostics_areTheSame()
{
    QFETCH(const QByteArray, source);
    const CompiledProgram cold = compile(one(source), Headers::NotUsed);
    const CompiledProgram warm = compile(one(source), Headers::Used);
    QVERIFY(!cold.result.output.isEmpty());
    QCOMPARE(warm.result.output, cold.result.output);
    QCOMPARE(warm.result.ok, cold.result.ok);
    QCOMPARE(warm.verdict, cold.verdict);
    QCOMPARE(warm.reason, cold.reason);
}

void tst_PrecompiledHeader::ownHeader_ofASubmission_isForItAlone()
{
    const QByteArray before = filesInWarmFolder();
    const QList<SourceFile> own{
        {.name = u"main.cpp"_s, .content = "#include \"bits/stdc++.h\"\nint main(){ return own(); }\n"},
        {.name = u"bits/stdc++.h"_s,
         .content = "#include <cstdio>\ninline int own(){ return std::puts(\"own\") < 0; }\n"},
        {.name = u"bits/stdc++.h.gch"_s, .content = "gpch.014 forged"}};
    const CompiledProgram cold = compile(own, Headers::NotUsed);
    const CompiledProgram warm = compile(own, Headers::Used);
    QCOMPARE(warm.result.output, cold.result.output);
    QVERIFY(warm.result.ok);
    QCOMPARE(CompileFixture::outputOf(*m_container, warm), QByteArray("own\n"));
    const CompiledProgram next = compile(one(kOrdinary), Headers::Used);
    QVERIFY2(next.result.ok && next.result.output.isEmpty(), qPrintable(next.result.output));
    QCOMPARE(filesInWarmFolder(), before);
}

void tst_PrecompiledHeader::nobody_canWriteToIt_data()
{
    QTest::addColumn<bool>("compiling");
    QTest::newRow("a program") << false;
    QTest::newRow("something that the compiler runs") << true;
}

void tst_PrecompiledHeader::nobody_canWriteToIt()
{
    QFETCH(const bool, compiling);
    const QString program = uR"(
import os, glob
gch = glob.glob('/warm/*/bits/*.gch')[0]
done = []
def attempt(name, what):
    try:
        what()
        done.append(name)
    except OSError:
        pass
attempt('write', lambda: open(gch, 'r+b'))
attempt('truncate', lambda: os.truncate(gch, 0))
attempt('unlink', lambda: os.unlink(gch))
attempt('rename', lambda: os.rename(gch, gch + '.old'))
attempt('create', lambda: open('/warm/new', 'w'))
attempt('create beside', lambda: open(os.path.dirname(gch) + '/new', 'w'))
attempt('mkdir', lambda: os.mkdir('/warm/x'))
attempt('chmod', lambda: os.chmod(gch, 0o777))
attempt('link', lambda: os.symlink('/box', '/warm/x'))
attempt('times', lambda: os.utime(gch, (1, 1)))
attempt('through proc', lambda: open('/proc/self/root' + gch, 'r+b'))
print(os.path.getsize(gch) > 1000000, done)
)"_s;
    const Language language{.id = u"scripted"_s,
                            .extensions = {u".x"_s},
                            .compile = {u"/usr/bin/python3"_s, u"-I"_s, u"-c"_s, compiling ? program : u"pass"_s},
                            .run = {u"/usr/bin/python3"_s, u"-I"_s, u"-c"_s, program},
                            .compileFilter = u"compiler"_s,
                            .runFilter = u"interpreter"_s};
    const QByteArray before = filesInWarmFolder();
    const auto compiled =
        m_fixture->compile(*m_container, language, {{.name = u"a.x"_s, .content = QByteArray::number(compiling)}});
    QVERIFY2(compiled, compiled ? "" : compiled.error().describe().c_str());
    const QByteArray said =
        compiling ? compiled->result.output.toUtf8() : CompileFixture::outputOf(*m_container, *compiled);
    QCOMPARE(said.trimmed(), QByteArray("True []"));
    QCOMPARE(filesInWarmFolder(), before);
}

void tst_PrecompiledHeader::nextEngine_findsIt()
{
    CompileHost next({.folder = m_fixture->cacheFolder(), .warmUp = WarmUp::Never});
    next.start(m_fixture->languages(), m_fixture->compileSandbox());
    const CompileTools tools = next.tools();
    const QString fingerprint = tools.toolchains->of(cpp())->fingerprint;
    QCOMPARE(tools.headers->argumentsFor(cpp(), fingerprint, one(kOrdinary)), arguments(one(kOrdinary)));
    // A toolchain that is another one has no header yet.
    QVERIFY(tools.headers->argumentsFor(cpp(), u"another"_s, one(kOrdinary)).empty());
}

QTEST_GUILESS_MAIN(tst_PrecompiledHeader)
#include "tst_precompiled_header.moc"
