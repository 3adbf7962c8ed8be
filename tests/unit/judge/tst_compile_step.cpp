// SPDX-License-Identifier: GPL-3.0-or-later
// Compiling once: what comes out of the cache is what the compiler makes, and only what may come out of it does.
#include "compile_fixture.h"
#include "tests/slowness.h"

#include <QDirIterator>
#include <QFile>

using namespace assay;
using namespace assay::core;

namespace {

QList<SourceFile> one(const QString &name, const QByteArray &content)
{
    return {{.name = name, .content = content}};
}

/// A language whose "compiler" is a Python program, which can do what it likes.
Language scripted(const QString &program)
{
    return {.id = u"scripted"_s,
            .extensions = {u".x"_s},
            .compile = {u"/usr/bin/python3"_s, u"-I"_s, u"-c"_s, program, u"{sources}"_s},
            .run = {u"/usr/bin/python3"_s, u"-I"_s, u"-c"_s, u"print('ran')"_s},
            .compileFilter = u"compiler"_s,
            .runFilter = u"interpreter"_s};
}

/// Says something else each time it really runs.
const QString kSaysWhen = u"import time; print(time.time_ns())"_s;

} // namespace

class tst_CompileStep : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CompileFixture> m_fixture;
    std::unique_ptr<sandbox::Container> m_container;

    CompiledProgram compile(const Language &language, const QList<SourceFile> &sources, const Limits &limits = {})
    {
        auto program = m_fixture->compile(*m_container, language, sources, limits);
        if (!program) {
            qWarning("%s", program.error().describe().c_str());
            return {};
        }
        return std::move(*program);
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void resubmission_isTheSameWithoutACompiler_data();
    void resubmission_isTheSameWithoutACompiler();
    void cached_compiler_doesNotRun();
    void compileError_isCached();
    void knownMistake_isGotAround();
    void knownMistake_thatStays_isToldAsItWas();
    void python_keepsItsByteCodeValid();
    void change_compilesAnew_data();
    void change_compilesAnew();
    void toolchain_changed_compilesAnew();
    void stopped_compiler_isNotCached_data();
    void stopped_compiler_isNotCached();
    void cancelled_compiler_isNotCached();
    void oddResult_isNotCachedButJudged_data();
    void oddResult_isNotCachedButJudged();
    void damaged_entry_isCompiledAnew();
    void twoEngines_shareOneFolder();
    void program_cannotSeeTheCache();
    void cachingOff_keepsNothing();
};

void tst_CompileStep::init()
{
    m_fixture = std::make_unique<CompileFixture>();
    m_container = m_fixture->container();
}

void tst_CompileStep::cleanup()
{
    m_container.reset();
    m_fixture.reset();
}

void tst_CompileStep::resubmission_isTheSameWithoutACompiler_data()
{
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QList<SourceFile>>("sources");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("C++") << QByteArray("cpp")
                         << one(u"main.cpp"_s, "#include <cstdio>\nint f(int x){}\nint main(){std::puts(\"hi\");}\n")
                         << QByteArray("hi\n");
    QTest::newRow("C++ of several files, one in a folder")
        << QByteArray("cpp")
        << QList<SourceFile>{{.name = u"main.cpp"_s, .content = "#include \"lib/f.h\"\nint main(){return f();}\n"},
                             {.name = u"lib/f.h"_s, .content = "int f();\n"},
                             {.name = u"lib/f.cpp"_s,
                              .content = "#include <cstdio>\nint f(){std::puts(__FILE__); return 0;}\n"}}
        << QByteArray("/box/src/lib/f.cpp\n");
    QTest::newRow("Java of several classes")
        << QByteArray("java")
        << one(u"Main.java"_s, "package a.b;\npublic class Main { static class Inner { int x = 3; }\n"
                               "public static void main(String[] s) { System.out.println(new Inner().x); } }\n")
        << QByteArray("3\n");
    QTest::newRow("Python") << QByteArray("python") << one(u"main.py"_s, "print(6 * 7)\n") << QByteArray("42\n");
}

void tst_CompileStep::resubmission_isTheSameWithoutACompiler()
{
    QFETCH(const QByteArray, language);
    QFETCH(const QList<SourceFile>, sources);
    QFETCH(const QByteArray, output);
    if (!m_fixture->has(language.constData()))
        QSKIP("not installed here");
    const Language &how = m_fixture->language(language.constData());
    const CompiledProgram cold = compile(how, sources);
    QVERIFY2(cold.result.ok && !cold.result.cached, qPrintable(cold.result.output));
    const QStringList coldBox = CompileFixture::boxOf(*m_container);
    QCOMPARE(CompileFixture::outputOf(*m_container, cold), output);

    const CompiledProgram warm = compile(how, sources);
    QVERIFY(warm.result.cached);
    QCOMPARE(CompileFixture::boxOf(*m_container), coldBox);
    QCOMPARE(CompileFixture::outputOf(*m_container, warm), output);
    CompileResult expected = cold.result;
    expected.cached = true;
    QCOMPARE(warm.result, expected);
    QCOMPARE(warm.command, cold.command);
    QCOMPARE(warm.environment, cold.environment);
    QCOMPARE(warm.toolchain, cold.toolchain);
    QVERIFY(warm.toolchain.contains(u"sha256:"_s));
}

void tst_CompileStep::cached_compiler_doesNotRun()
{
    const Language language = scripted(kSaysWhen);
    const auto sources = one(u"a.x"_s, "x");
    const CompiledProgram cold = compile(language, sources);
    QVERIFY(cold.result.ok && !cold.result.output.isEmpty());
    QCOMPARE(compile(language, sources).result.output, cold.result.output);
    QCOMPARE(CompileFixture::outputOf(*m_container, cold), QByteArray("ran\n"));
}

void tst_CompileStep::compileError_isCached()
{
    const Language &cpp = m_fixture->language("cpp");
    const auto sources = one(u"main.cpp"_s, "int main(){ return nonsense; }\n");
    const CompiledProgram cold = compile(cpp, sources);
    QCOMPARE(cold.verdict, Verdict::CompileError);
    QVERIFY(!cold.result.cached);
    const CompiledProgram warm = compile(cpp, sources);
    QVERIFY(warm.result.cached);
    QCOMPARE(warm.verdict, Verdict::CompileError);
    QCOMPARE(warm.result.output, cold.result.output);
    QCOMPARE(warm.reason, cold.reason);
    // The container is as good as before.
    QVERIFY(compile(cpp, one(u"main.cpp"_s, "int main(){}\n")).result.ok);
}

/// What g++ 14 makes of a common first line: a function of its own library that must be inlined, and cannot be.
void tst_CompileStep::knownMistake_isGotAround()
{
    // No more of the library than it takes: this is compiled in an emulated machine as well.
    const QByteArray program =
        "#pragma GCC target(\"avx2\")\n#include <bits/allocator.h>\nextern \"C\" int puts(const char *);\n"
        "struct Hider : std::allocator<char> { char *p; Hider(char *q) : p(q) {} };\n"
        "int main() { Hider h(nullptr); return puts(h.p ? \"no\" : \"yes\") < 0; }\n";
    const CompiledProgram made = compile(m_fixture->language("cpp"), one(u"main.cpp"_s, program));
    QVERIFY2(made.result.ok, qPrintable(made.result.output));
    QCOMPARE(CompileFixture::outputOf(*m_container, made), QByteArray("yes\n"));
}

void tst_CompileStep::knownMistake_thatStays_isToldAsItWas()
{
    Language language = scripted(u"import sys; print('oops', *sys.argv[1:], file=sys.stderr); sys.exit(1)"_s);
    language.compileAgain = CompileAgain{.saying = u"oops"_s, .words = {u"-B"_s, u"-s"_s}};
    const CompiledProgram refused = compile(language, one(u"a.x"_s, "x"));
    QCOMPARE(refused.verdict, Verdict::CompileError);
    QCOMPARE(refused.result.output, u"oops a.x\n"_s);
    // Whether the words are there tells which run it was; in their order, behind the compiler's name.
    language.compile[3] =
        u"import sys; print('oops', file=sys.stderr); sys.exit(0 if sys.orig_argv[1:3] == ['-B', '-s'] "
        "else 1)"_s;
    QVERIFY(compile(language, one(u"a.x"_s, "x")).result.ok);
    language.compileAgain->saying = u"something else"_s;
    QVERIFY(!compile(language, one(u"a.x"_s, "x")).result.ok);
}

void tst_CompileStep::python_keepsItsByteCodeValid()
{
    const Language &python = m_fixture->language("python");
    const QList<SourceFile> sources{
        {.name = u"main.py"_s,
         .content = "import util, os, struct\nkept = open(util.__cached__, 'rb').read(16)\n"
                    "print(struct.unpack('<I', kept[8:12])[0] == int(os.stat(util.__file__).st_mtime))\n"},
        {.name = u"util.py"_s, .content = "x = 1\n"}};
    for (const bool cached : {false, true}) {
        const CompiledProgram program = compile(python, sources);
        QCOMPARE(program.result.cached, cached);
        QCOMPARE(CompileFixture::outputOf(*m_container, program), QByteArray("True\n"));
    }
}

void tst_CompileStep::change_compilesAnew_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"content", "name", "one more file", "command", "environment", "filter", "limits"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void tst_CompileStep::change_compilesAnew()
{
    QFETCH(const QString, what);
    Language language = scripted(kSaysWhen);
    auto sources = one(u"a.x"_s, "x");
    Limits limits;
    const QString before = compile(language, sources).result.output;
    if (what == u"content")
        sources[0].content = "y";
    else if (what == u"name")
        sources[0].name = u"b.x"_s;
    else if (what == u"one more file")
        sources.append({.name = u"notes.txt"_s, .content = "z"});
    else if (what == u"command")
        language.compile.append(u"-v"_s);
    else if (what == u"environment")
        language.environment.append(u"A=b"_s);
    else if (what == u"filter")
        language.compileFilter = u"managed"_s;
    else
        limits.compileMemory = 100_MiB;
    const CompiledProgram after = compile(language, sources, limits);
    QVERIFY2(after.result.ok && !after.result.cached, qPrintable(after.result.output));
    QVERIFY(after.result.output != before);
}

void tst_CompileStep::toolchain_changed_compilesAnew()
{
    QTemporaryDir folder;
    const QString part = folder.filePath(u"part"_s);
    const auto write = [&part](const char *text) {
        QFile file(part);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("one");
    Language language = scripted(kSaysWhen);
    language.toolchain.files = {part};
    const auto sources = one(u"a.x"_s, "x");
    const CompiledProgram before = compile(language, sources);
    QVERIFY(compile(language, sources).result.cached);
    write("two!");
    const CompiledProgram after = compile(language, sources);
    QVERIFY(!after.result.cached);
    QVERIFY(after.toolchain != before.toolchain);
}

void tst_CompileStep::stopped_compiler_isNotCached_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("out of time") << u"while True: pass"_s << Verdict::CompileTimeLimitExceeded;
    QTest::newRow("out of memory") << u"x = bytearray(10**9)"_s << Verdict::CompileError;
    QTest::newRow("killed itself") << u"import os; os.kill(os.getpid(), 9)"_s << Verdict::CompileError;
    QTest::newRow("forbidden call") << u"import ctypes; ctypes.CDLL(None).ptrace(0, 0, 0, 0)"_s
                                    << Verdict::CompileError;
}

void tst_CompileStep::stopped_compiler_isNotCached()
{
    QFETCH(const QString, program);
    QFETCH(const Verdict, verdict);
    const Language language = scripted(program);
    Limits limits;
    limits.compileCpu = 500ms * slowness();
    limits.compileMemory = 100_MiB;
    for (int i = 0; i < 2; ++i) {
        const CompiledProgram compiled = compile(language, one(u"a.x"_s, "x"), limits);
        QVERIFY2(compiled.verdict == verdict, qPrintable(compiled.result.killedBy + u' ' + compiled.result.output));
        QVERIFY(!compiled.result.cached);
    }
}

void tst_CompileStep::cancelled_compiler_isNotCached()
{
    const Language language = scripted(kSaysWhen);
    const auto sources = one(u"a.x"_s, "x");
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = m_fixture->compile(*m_container, language, sources, {}, stop.get_token());
    QVERIFY(!cancelled && cancelled.error().code == Errc::Cancelled);
    QVERIFY(!compile(language, sources).result.cached);
}

void tst_CompileStep::oddResult_isNotCachedButJudged_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("a link") << u"import os; os.symlink('/etc/passwd', '/box/out/link')"_s;
    QTest::newRow("a changed source") << u"open('/box/src/a.x', 'w').write('y')"_s;
    QTest::newRow("others may write") << u"import os; open('/box/out/f', 'w'); os.chmod('/box/out/f', 0o777)"_s;
    QTest::newRow("too large") << u"open('/box/out/f', 'wb').truncate(200 << 20)"_s;
}

void tst_CompileStep::oddResult_isNotCachedButJudged()
{
    QFETCH(const QString, program);
    const Language language = scripted(program);
    for (int i = 0; i < 2; ++i) {
        const CompiledProgram compiled = compile(language, one(u"a.x"_s, "x"));
        QVERIFY2(compiled.result.ok && !compiled.result.cached, qPrintable(compiled.result.output));
        QCOMPARE(CompileFixture::outputOf(*m_container, compiled), QByteArray("ran\n"));
    }
}

void tst_CompileStep::damaged_entry_isCompiledAnew()
{
    const Language language = scripted(kSaysWhen);
    const auto sources = one(u"a.x"_s, "x");
    const QString before = compile(language, sources).result.output;
    QDirIterator entries(QString::fromStdString(m_fixture->cacheFolder() / "compile"), QDir::Files,
                         QDirIterator::Subdirectories);
    QVERIFY(entries.hasNext());
    QFile entry(entries.next());
    QVERIFY(entry.open(QIODevice::ReadWrite) && entry.resize(entry.size() - 1));
    entry.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is removed"_s));
    const CompiledProgram again = compile(language, sources);
    QVERIFY(!again.result.cached);
    QVERIFY(again.result.output != before);
    QVERIFY(compile(language, sources).result.cached);
}

void tst_CompileStep::twoEngines_shareOneFolder()
{
    const Language language = scripted(kSaysWhen);
    const auto sources = one(u"a.x"_s, "x");
    const QString output = compile(language, sources).result.output;
    CompileFixture other;
    CompileHost host({.folder = m_fixture->cacheFolder()});
    CompileTools tools = other.tools();
    tools.cache = host.tools().cache;
    const auto container = other.container();
    const auto program =
        compileStep(*container, tools, language, {.language = language.id, .sources = sources}, Limits{}, {});
    QVERIFY(program && program->result.cached);
    QCOMPARE(program->result.output, output);
}

void tst_CompileStep::program_cannotSeeTheCache()
{
    const QByteArray folder = QByteArray::fromStdString((m_fixture->cacheFolder() / "compile").native());
    const CompiledProgram program = compile(
        m_fixture->language("python"), one(u"main.py"_s, "import os\nprint(os.path.exists('" + folder +
                                                             "'))\n"
                                                             "print('" +
                                                             folder + "' in open('/proc/self/mountinfo').read())\n"));
    QCOMPARE(CompileFixture::outputOf(*m_container, program), QByteArray("False\nFalse\n"));
}

void tst_CompileStep::cachingOff_keepsNothing()
{
    QTemporaryDir folder;
    CompileHost host({.folder = folder.path().toStdString(), .caching = CompileCaching::Off});
    host.start(m_fixture->languages(), m_fixture->compileSandbox());
    const CompileTools tools = host.tools();
    const Language language = scripted(kSaysWhen);
    for (int i = 0; i < 2; ++i) {
        const auto program = compileStep(*m_container, tools, language,
                                         {.language = language.id, .sources = one(u"a.x"_s, "x")}, Limits{}, {});
        QVERIFY(program && program->result.ok && !program->result.cached);
        QVERIFY(!program->toolchain.isEmpty());
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(tst_CompileStep)
#include "tst_compile_step.moc"
