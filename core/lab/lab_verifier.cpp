// SPDX-License-Identifier: GPL-3.0-or-later
// The PackageVerifier of engines: a LabSession for each package.
#include "core/lab/lab_verifier.h"

#include "core/lab/verification.h"

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

LogLevel levelOf(Severity severity)
{
    return severity == Severity::Error ? LogLevel::Error : LogLevel::Warning;
}

void tell(const VerifierListener &listener, const QList<Finding> &findings)
{
    for (const Finding &finding : findings)
        listener.log(levelOf(finding.severity), QString::fromStdString(finding.describe()));
}

void tell(const VerifierListener &listener, const JuryResult &result)
{
    const QString &name = result.submission.name;
    if (!result.judgement) {
        listener.log(LogLevel::Warning, u"%1: not judged: %2"_s.arg(name, result.skipped));
        return;
    }
    const Judgement &judgement = *result.judgement;
    const QString verdict = judgement.verdict ? QString::fromUtf8(kVerdictIds.text(*judgement.verdict)) : QString();
    if (result.asExpected) {
        listener.log(LogLevel::Information, u"%1: %2, as expected"_s.arg(name, verdict));
        return;
    }
    QStringList expected;
    for (const Verdict one : result.submission.expected)
        expected.append(QString::fromUtf8(kVerdictIds.text(one)));
    listener.log(LogLevel::Error,
                 u"%1: %2 and not %3: %4"_s.arg(name, verdict, expected.join(u" or "_s), judgement.reason));
}

/// One package, and how far it is.
class Verifying
{
public:
    Verifying(const VerifierListener &listener, const std::stop_token &stop)
        : m_listener(listener)
        , m_stop(stop)
    {
    }

    Result<VerifiedPackage> run(const EngineOptions &options, const std::filesystem::path &package)
    {
        const auto session = TRY(LabSession::open(options, m_stop));
        const VerificationSummary summary = TRY(verifyPackage(*session, package, listener()));
        tell(m_listener, summary.data.findings);
        // Neither our own failure nor what is not here speaks for or against a problem.
        if (summary.judgingErrors > 0)
            return fail(Errc::Sandbox, "not every submission of its authors could be judged: see the errors above");
        if (summary.skipped > 0 && summary.asExpected + summary.different == 0)
            return fail(Errc::Unsupported, "none of its authors' submissions can be judged here: see above");
        m_verified.verification = {
            .when = {}, .failingLanguages = summary.failingLanguages, .dataAsMeant = summary.isDataAsMeant()};
        return std::move(m_verified);
    }

private:
    VerificationListener listener()
    {
        return {.opened =
                    [this](const Problem &problem, const QList<Finding> &findings) {
                        m_verified.contentHash = problem.contentHash;
                        m_listener.begun(static_cast<int>(problem.jurySubmissions.size()));
                        tell(m_listener, findings);
                    },
                .timeLimitFound =
                    [this](const TimeLimitFound &found) {
                        if (found.source == TimeLimitSource::Inferred)
                            m_verified.inferredTimeLimit = found.limit;
                        m_listener.log(LogLevel::Information, QString::fromStdString(describe(found)));
                    },
                .judged =
                    [this](const JuryResult &result) {
                        ++m_judged;
                        tell(m_listener, result);
                    },
                .progress =
                    [this](const LabProgress &progress) {
                        if (progress.submission != m_label)
                            m_listener.judging(m_judged, m_label = progress.submission);
                        return !m_stop.stop_requested();
                    },
                .dataProgress = [](const DataCheckProgress & /*now*/) {}};
    }

    const VerifierListener &m_listener;
    std::stop_token m_stop;
    VerifiedPackage m_verified;
    QString m_label;
    int m_judged = 0;
};

} // namespace

Result<VerifiedPackage> verifyInLab(const EngineOptions &options, const std::filesystem::path &package,
                                    const VerifierListener &listener, const std::stop_token &stop)
{
    return Verifying(listener, stop).run(options, package);
}

} // namespace assay::core
