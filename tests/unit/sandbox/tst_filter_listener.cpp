// SPDX-License-Identifier: GPL-3.0-or-later
// The call by which engine and launcher hand runs to each other, and what a program can do with it.
#include "container_fixture.h"
#include "sandbox/helper_protocol.h"
#include "sandbox/seqpacket.h"

#include <QTest>

#include <csignal>

using namespace assay;
using namespace assay::sandbox;

class tst_FilterListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handOverCall_ofAProgram_isAForbiddenCallLikeAnyOther();
    void handOverCall_ofAChild_doesNotEndTheRunAsDone();
    void handOver_afterAKilledRun_works();
    void begin_whenNobodyCalls_fails();
};

namespace {

std::string callingPython(const char *before, const char *after)
{
    return std::string("import ctypes, os\n") + before + "ctypes.CDLL(None).syscall(" + std::to_string(kHandOverCall) +
           ")\n" + after;
}

} // namespace

void tst_FilterListener::handOverCall_ofAProgram_isAForbiddenCallLikeAnyOther()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    const auto outcome = box.run({.argv = box.python(callingPython("", "print('on')"))});
    QVERIFY(outcome);
    QCOMPARE(outcome->killedBy, KilledBy::Filter);
    QCOMPARE(outcome->violation, "system call " + std::to_string(kHandOverCall));
    QCOMPARE(outcome->signal, SIGKILL);
    QCOMPARE(outcome->output, "");
}

void tst_FilterListener::handOverCall_ofAChild_doesNotEndTheRunAsDone()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    const auto outcome = box.run({.argv = box.python(callingPython("if os.fork() != 0: os.wait()\n", "")),
                                  .limits = {.wall = Milliseconds{10'000}}});
    QVERIFY(outcome);
    QCOMPARE(outcome->killedBy, KilledBy::Filter);
}

void tst_FilterListener::handOver_afterAKilledRun_works()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(box.run({.argv = box.python(callingPython("", ""))})->killedBy, KilledBy::Filter);
        QCOMPARE(box.run({.argv = box.python("print('next')")})->output, "next\n");
    }
}

void tst_FilterListener::begin_whenNobodyCalls_fails()
{
    UniqueFd one;
    UniqueFd other;
    QCOMPARE(makeSocketPair(one, other), 0);
    other.reset();
    const auto handOver = HandOver::begin(one.get());
    QVERIFY(!handOver && handOver.error().code == Errc::Sandbox);
    HandOver none;
    QVERIFY(none.give() != 0);
    QVERIFY(!none.take({.id = 1, .process = 2, .call = kHandOverCall}));
}

QTEST_GUILESS_MAIN(tst_FilterListener)
#include "tst_filter_listener.moc"
