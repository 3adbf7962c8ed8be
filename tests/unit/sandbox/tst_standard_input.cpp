// SPDX-License-Identifier: GPL-3.0-or-later
// What a program can do with the descriptor that it reads as standard input.
#include "container_fixture.h"

#include <QTemporaryFile>

#include <fcntl.h>
#include <unistd.h>

using namespace assay;
using namespace assay::sandbox;

class tst_StandardInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void file_isRead_fromWhereItStands();
    void file_cannotBeChangedOrNamed();
    void pipe_isHandedOverAsItIs();
    void nothing_isEmpty();
};

void tst_StandardInput::file_isRead_fromWhereItStands()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    QTemporaryFile file;
    QVERIFY(file.open() && file.write("skipped\none\ntwo\n") > 0 && file.seek(8));
    const auto outcome = box.run({.argv = box.python("print(input()[::-1], input())"), .stdinFd = file.handle()});
    QVERIFY(outcome);
    QCOMPARE(outcome->output, "eno two\n");
    QCOMPARE(file.pos(), 8); // its offset is not shared
}

void tst_StandardInput::file_cannotBeChangedOrNamed()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    QTemporaryFile file;
    QVERIFY(file.open() && file.write("one\n") > 0 && file.seek(0));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther | QFile::WriteOther));
    const auto outcome = box.run({.argv = box.python("import os\n"
                                                     "print(os.readlink('/proc/self/fd/0'))\n"
                                                     "try: os.fchmod(0, 0o777)\nexcept OSError: pass\n"
                                                     "try:\n"
                                                     " f = os.open('/proc/self/fd/0', os.O_WRONLY | os.O_APPEND)\n"
                                                     " os.write(f, b'two')\n"
                                                     "except OSError: print('refused')"),
                                  .stdinFd = file.handle()});
    QVERIFY(outcome);
    QCOMPARE(outcome->output, "/memfd:input (deleted)\nrefused\n");
    QFile after(file.fileName());
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), QByteArray("one\n"));
    QVERIFY(!after.permissions().testFlag(QFile::ExeOwner));
}

void tst_StandardInput::pipe_isHandedOverAsItIs()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    int ends[2] = {-1, -1};
    QVERIFY(::pipe(ends) == 0);
    const UniqueFd readEnd(ends[0]);
    UniqueFd writeEnd(ends[1]);
    QCOMPARE(::write(writeEnd.get(), "line\n", 5), 5);
    writeEnd.reset();
    const auto outcome = box.run({.argv = box.python("print(input())"), .stdinFd = readEnd.get()});
    QVERIFY(outcome);
    QCOMPARE(outcome->output, "line\n");
}

void tst_StandardInput::nothing_isEmpty()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    const UniqueFd device(::open("/dev/null", O_RDWR));
    for (const int input : {-1, device.get()}) {
        const auto outcome = box.run({.argv = box.python("import os, sys; print(repr(sys.stdin.read()), "
                                                         "os.readlink('/proc/self/fd/0'))"),
                                      .stdinFd = input});
        QVERIFY(outcome);
        QCOMPARE(outcome->output, "'' /memfd:input (deleted)\n"); // not the host's device, whose times anybody may set
    }
}

QTEST_GUILESS_MAIN(tst_StandardInput)
#include "tst_standard_input.moc"
