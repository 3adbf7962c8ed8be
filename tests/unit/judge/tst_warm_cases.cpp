// SPDX-License-Identifier: GPL-3.0-or-later
// Cases of a submission start warm where its language can, from the language file to the run.
#include "core/judge/case_step.h"
#include "core/sandbox_host.h"
#include "engine_fixture.h"

#include <QTest>

using namespace assay;
using namespace assay::core;

class tst_WarmCases : public QObject
{
    Q_OBJECT

private:
    std::optional<SandboxHost> m_host;
    std::optional<LanguageTable> m_languages;

    /// How the runs of that many cases started: 'w' warm, 'c' cold.
    std::string starts(const QString &languageId, const QList<SourceFile> &sources, int cases)
    {
        const Language &language = m_languages->find(languageId)->language;
        const Limits limits;
        const auto container = m_host->pool->acquire({});
        const Submission submission{.language = language.id, .sources = sources};
        const auto program =
            compileStep(**container, {.policies = &*m_host->policies}, language, submission, limits, {});
        if (!container || !program || program->verdict)
            return "not compiled";
        const CaseLimits caseLimits = caseLimitsOf(limits, language);
        warmUp(**container, *program, caseLimits, cases);
        std::string started;
        for (int i = 0; i < cases; ++i) {
            sandbox::RunSpec spec = programRun(*program, caseLimits);
            const auto input = openCaseData(QByteArray::number(i));
            spec.stdinFd = input->get();
            const auto outcome = (*container)->run(spec);
            if (!outcome || outcome->output != std::to_string(2 * i) + "\n")
                return "wrong output";
            started += outcome->warm ? 'w' : 'c';
        }
        return started;
    }

private Q_SLOTS:
    void initTestCase();
    void pythonCases_startWarm();
    void pythonCases_ofAnEntryInAFolder_startWarm();
    void fewCases_startCold();
    void compiledCases_startCold();
};

void tst_WarmCases::initTestCase()
{
    m_host = SandboxHost::start(engineOptions(QString()));
    QVERIFY2(m_host->sandbox, qPrintable(m_host->status.reason));
    m_host->openPool(1);
    auto languages = LanguageTable::load(ASSAY_SOURCE_DIR "/resources/languages");
    QVERIFY(languages);
    m_languages = std::move(*languages);
    if (m_host->status.tier != QStringLiteral("full"))
        QSKIP("warm starts need control groups");
}

void tst_WarmCases::pythonCases_startWarm()
{
    const QList<SourceFile> sources{{.name = QStringLiteral("a.py"), .content = "print(2 * int(input()))\n"}};
    QCOMPARE(starts(QStringLiteral("python"), sources, 4), "wwww");
}

void tst_WarmCases::pythonCases_ofAnEntryInAFolder_startWarm()
{
    const QList<SourceFile> sources{
        {.name = QStringLiteral("näh/main.py"), .content = "from twice import twice\nprint(twice(input()))\n"},
        {.name = QStringLiteral("näh/twice.py"), .content = "def twice(x):\n    return 2 * int(x)\n"}};
    QCOMPARE(starts(QStringLiteral("python"), sources, 3), "www");
}

void tst_WarmCases::fewCases_startCold()
{
    const QList<SourceFile> sources{{.name = QStringLiteral("a.py"), .content = "print(2 * int(input()))\n"}};
    QCOMPARE(starts(QStringLiteral("python"), sources, 2), "cc"); // not worth an interpreter of their own
}

void tst_WarmCases::compiledCases_startCold()
{
    const QList<SourceFile> sources{
        {.name = QStringLiteral("a.c"),
         .content = "#include <stdio.h>\nint main(void) { int n; scanf(\"%d\", &n); printf(\"%d\\n\", 2 * n); }\n"}};
    QCOMPARE(starts(QStringLiteral("c"), sources, 3), "ccc");
}

QTEST_GUILESS_MAIN(tst_WarmCases)
#include "tst_warm_cases.moc"
