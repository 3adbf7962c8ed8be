// SPDX-License-Identifier: GPL-3.0-or-later
// What the probe says of this host: every mechanism with its state, and the tier that follows from them.
#include "sandbox/host_probe.h"

#include "container_fixture.h"

#include <algorithm>

using namespace assay;
using namespace assay::sandbox;

namespace {

/// Everything at work, as on a good host.
std::vector<MechanismReport> everything()
{
    std::vector<MechanismReport> mechanisms;
    for (const auto &[mechanism, name] : kHostMechanismNames.rows())
        mechanisms.push_back({.mechanism = mechanism, .state = MechanismState::Works});
    return mechanisms;
}

std::vector<MechanismReport> without(std::initializer_list<HostMechanism> missing)
{
    auto mechanisms = everything();
    for (const auto mechanism : missing)
        mechanisms[static_cast<std::size_t>(mechanism)].state = MechanismState::Missing;
    return mechanisms;
}

HostReport probeWith(Sandbox &sandbox, const std::string &moreCalls)
{
    UniqueFd policy;
    return probeHost(sandbox, [&](Tier tier) -> Result<int> {
        policy = TRY(sandbox.compilePolicy(policyText("native.policy", tier) + moreCalls));
        return policy.get();
    });
}

HostReport probe(Tier best)
{
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox", .best = best});
    if (!sandbox)
        return {.reason = sandbox.error().describe(), .mechanisms = {}};
    return probeWith(**sandbox, "");
}

} // namespace

class tst_HostProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tier_followsFromWhatIsMissing_data();
    void tier_followsFromWhatIsMissing();
    void tier_isNoBetterThanWanted();
    void requireTier_tooLow_namesBoth();
    void probe_ofThisHost_tellsEveryMechanism();
    void probe_asRoot_isFull();
    void probe_atPartial_switchesGroupsOff();
    void probe_atReduced_needsNoNamespaces();
    void policyThatAllowsEverything_isFoundOut();
};

void tst_HostProbe::tier_followsFromWhatIsMissing_data()
{
    using enum HostMechanism;
    QTest::addColumn<std::vector<MechanismReport>>("mechanisms");
    QTest::addColumn<Tier>("tier");
    QTest::newRow("nothing is missing") << everything() << Tier::Full;
    QTest::newRow("no memory controller") << without({MemoryCgroup}) << Tier::Partial;
    QTest::newRow("no pids controller") << without({PidsCgroup}) << Tier::Partial;
    QTest::newRow("no CPU accounting") << without({CpuCgroup}) << Tier::Partial;
    QTest::newRow("peaks cannot be started anew") << without({PeakReset}) << Tier::Full;
    QTest::newRow("an ordinary user") << without({OwnUser}) << Tier::Full;
    QTest::newRow("no Landlock, but namespaces") << without({Landlock}) << Tier::Full;
    QTest::newRow("no user namespaces") << without({UserNamespaces}) << Tier::Reduced;
    QTest::newRow("no network namespace") << without({NetworkNamespace}) << Tier::Reduced;
    QTest::newRow("a covered proc") << without({ProcMount}) << Tier::Reduced;
    QTest::newRow("no polling and no groups") << without({TreePolling, MemoryCgroup}) << Tier::None;
    QTest::newRow("neither namespaces nor Landlock") << without({UserNamespaces, Landlock}) << Tier::None;
    QTest::newRow("neither namespaces nor a reaper") << without({PidNamespace, Subreaper}) << Tier::None;
    QTest::newRow("no filter") << without({Filter}) << Tier::None;
    QTest::newRow("no no_new_privs") << without({NoNewPrivileges}) << Tier::None;
    QTest::newRow("no pidfd") << without({PidDescriptors}) << Tier::None;
    QTest::newRow("no container") << without({TrialContainer}) << Tier::None;
}

void tst_HostProbe::tier_followsFromWhatIsMissing()
{
    QFETCH(const std::vector<MechanismReport>, mechanisms);
    QTEST(tierOf(mechanisms, Tier::Full), "tier");
}

void tst_HostProbe::tier_isNoBetterThanWanted()
{
    using enum HostMechanism;
    QCOMPARE(tierOf(everything(), Tier::Partial), Tier::Partial);
    QCOMPARE(tierOf(everything(), Tier::Reduced), Tier::Reduced);
    QCOMPARE(tierOf(without({UserNamespaces, Landlock}), Tier::Partial), Tier::None);
    QCOMPARE(tierOf(everything(), Tier::None), Tier::None);
}

void tst_HostProbe::requireTier_tooLow_namesBoth()
{
    QVERIFY(requireTier(Tier::Full, Tier::Full) && requireTier(Tier::Full, Tier::Reduced) &&
            requireTier(Tier::Partial, Tier::Partial));
    const auto refused = requireTier(Tier::Reduced, Tier::Partial);
    QVERIFY(!refused && refused.error().code == Errc::TierTooLow);
    QVERIFY(refused.error().detail.contains("reduced") && refused.error().detail.contains("partial"));
    QVERIFY(!requireTier(Tier::None, Tier::None)); // nothing is run where there is no sandbox, whoever asks for what
}

void tst_HostProbe::probe_ofThisHost_tellsEveryMechanism()
{
    const HostReport report = probe(Tier::Full);
    QCOMPARE(report.mechanisms.size(), kHostMechanismNames.rows().size());
    for (std::size_t i = 0; i < report.mechanisms.size(); ++i) {
        const auto &mechanism = report.mechanisms[i];
        const auto name = kHostMechanismNames.text(mechanism.mechanism);
        QCOMPARE(static_cast<std::size_t>(mechanism.mechanism), i);
        QVERIFY2(!mechanism.detail.empty() && mechanism.detail != "not tried", name.data());
        QVERIFY2(mechanism.fix.empty() || mechanism.state == MechanismState::Missing, name.data());
    }
    QVERIFY2(isAtLeast(report.tier, Tier::Partial), report.reason.c_str());
    QCOMPARE(report.reason.empty(), report.tier == Tier::Full);
    QCOMPARE(tierOf(report.mechanisms, Tier::Full), report.tier);
}

void tst_HostProbe::probe_asRoot_isFull()
{
    if (::geteuid() != 0)
        QSKIP("not root");
    const HostReport report = probe(Tier::Full);
    QVERIFY2(report.tier == Tier::Full, report.reason.c_str());
    QCOMPARE(report.of(HostMechanism::OwnUser).state, MechanismState::Works);
    QCOMPARE(report.of(HostMechanism::TreePolling).state, MechanismState::Off);
}

void tst_HostProbe::probe_atPartial_switchesGroupsOff()
{
    const HostReport report = probe(Tier::Partial);
    QCOMPARE(report.tier, Tier::Partial);
    QVERIFY(report.reason.contains("memory cgroup: switched off"));
    for (const auto mechanism :
         {HostMechanism::MemoryCgroup, HostMechanism::PidsCgroup, HostMechanism::CpuCgroup, HostMechanism::PeakReset})
        QCOMPARE(report.of(mechanism).state, MechanismState::Off);
    QCOMPARE(report.of(HostMechanism::TreePolling).state, MechanismState::Works);
}

void tst_HostProbe::probe_atReduced_needsNoNamespaces()
{
    const HostReport report = probe(Tier::Reduced);
    if (report.of(HostMechanism::Landlock).state != MechanismState::Works) {
        QCOMPARE(report.tier, Tier::None); // without it a program could kill its user's processes
        QVERIFY2(report.reason.contains("Landlock"), report.reason.c_str());
        return;
    }
    QVERIFY2(report.tier == Tier::Reduced, report.reason.c_str());
    QVERIFY2(report.reason.contains("user namespaces: switched off"), report.reason.c_str());
    QCOMPARE(report.of(HostMechanism::UserNamespaces).state, MechanismState::Off);
    QCOMPARE(report.of(HostMechanism::TreePolling).state, MechanismState::Works);
}

void tst_HostProbe::policyThatAllowsEverything_isFoundOut()
{
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    QVERIFY(sandbox);
    const HostReport report = probeWith(**sandbox, "socket\n");
    QCOMPARE(report.tier, Tier::None);
    QCOMPARE(report.of(HostMechanism::Filter).state, MechanismState::Missing);
    QVERIFY2(report.reason.contains("system call filter"), report.reason.c_str());
    QVERIFY(!(*sandbox)->createContainer()); // nobody can pass it by
}

QTEST_GUILESS_MAIN(tst_HostProbe)
#include "tst_host_probe.moc"
