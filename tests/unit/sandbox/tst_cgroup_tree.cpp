// SPDX-License-Identifier: GPL-3.0-or-later
// Where helpers make control groups, and that none stays: with one helper, with two, and after one was killed.
#include "host_traces.h"

#include <QTest>

#include <csignal>

using namespace assay;
using namespace assay::sandbox;

namespace {

struct Started {
    std::unique_ptr<Sandbox> sandbox;
    std::unique_ptr<Container> container;

    [[nodiscard]] CgroupVersion version() const { return container ? container->cgroupVersion() : CgroupVersion::None; }
};

Started startWithContainer()
{
    Started started;
    if (auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"}))
        started.sandbox = std::move(*sandbox);
    if (started.sandbox) {
        if (auto container = started.sandbox->createContainer())
            started.container = std::move(*container);
    }
    return started;
}

} // namespace

class tst_CgroupTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void destroyed_leavesNoProcessAndNoGroup();
    void secondHelper_ofTheSameEngine_hasGroupsAsWell();
    void helperAfterAKilledOne_removesItsGroups();
    void helper_besideALivingOne_leavesItsGroupsAlone();
    void groupOfAnEarlierHelper_whoseNumberCameAgain_isRemoved();
};

void tst_CgroupTree::destroyed_leavesNoProcessAndNoGroup()
{
    Started started = startWithContainer();
    QVERIFY(started.container);
    const pid_t helper = started.sandbox->helperProcess();
    if (started.version() != CgroupVersion::None)
        QVERIFY(groupsOf(helper) > 0);
    started.container.reset();
    started.sandbox.reset();
    QVERIFY(::kill(helper, 0) < 0);
    QCOMPARE(groupsOf(helper), 0);
}

void tst_CgroupTree::secondHelper_ofTheSameEngine_hasGroupsAsWell()
{
    const Started first = startWithContainer();
    const Started second = startWithContainer();
    QVERIFY(first.container && second.container);
    QCOMPARE(second.version(), first.version());
}

void tst_CgroupTree::helperAfterAKilledOne_removesItsGroups()
{
    Started first = startWithContainer();
    QVERIFY(first.container);
    if (first.version() == CgroupVersion::None)
        QSKIP("no control groups here");
    const pid_t killed = first.sandbox->helperProcess();
    QVERIFY(::kill(killed, SIGKILL) == 0);
    first.container.reset();
    first.sandbox.reset();
    QVERIFY(groupsOf(killed) > 0); // nobody was left to remove them

    const Started second = startWithContainer();
    QVERIFY(second.version() != CgroupVersion::None);
    QCOMPARE(groupsOf(killed), 0);
}

void tst_CgroupTree::helper_besideALivingOne_leavesItsGroupsAlone()
{
    const Started first = startWithContainer();
    QVERIFY(first.container);
    if (first.version() == CgroupVersion::None)
        QSKIP("no control groups here");
    const int groups = groupsOf(first.sandbox->helperProcess());
    const Started second = startWithContainer(); // no program is in the first one's groups: only locks hold them
    QCOMPARE(groupsOf(first.sandbox->helperProcess()), groups);
}

void tst_CgroupTree::groupOfAnEarlierHelper_whoseNumberCameAgain_isRemoved()
{
    std::filesystem::path parent;
    {
        const Started first = startWithContainer();
        QVERIFY(first.container);
        const auto folders = groupFoldersOf(first.sandbox->helperProcess());
        if (folders.empty())
            QSKIP("no control groups here");
        parent = folders.front().parent_path();
    }
    const auto left = parent / ("assay-" + std::to_string(::getpid()) + "-h1-1-run"); // a living process, no helper
    const auto others = parent / ("assay-" + std::to_string(::getpid()) + "-of-somebody-else");
    QVERIFY(std::filesystem::create_directory(left) && std::filesystem::create_directory(others));
    const Started second = startWithContainer();
    QVERIFY(second.container);
    QVERIFY(!std::filesystem::exists(left));
    QVERIFY(std::filesystem::remove(others)); // not ours to touch: it was there until now
}

QTEST_GUILESS_MAIN(tst_CgroupTree)
#include "tst_cgroup_tree.moc"
