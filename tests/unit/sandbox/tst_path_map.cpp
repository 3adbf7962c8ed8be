// SPDX-License-Identifier: GPL-3.0-or-later
// The paths of a container without a mount namespace, and policies with lines put in place of others.
#include "sandbox/path_map.h"
#include "sandbox/policy_text.h"

#include <QTest>

using namespace assay::sandbox;

class tst_PathMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_isMapped_data();
    void text_isMapped();
    void noFolder_changesNothing();
    void back_takesTheFolderOut();
    void overrides_standInPlaceOfTheirCalls();
};

void tst_PathMap::text_isMapped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("mapped");
    const auto row = [](const char *name, const char *text, const char *mapped) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(mapped);
    };
    row("a file in the box", "/box/src/main.cpp", "/f/box/src/main.cpp");
    row("the work folder itself", "/w", "/f/w");
    row("behind an equals sign", "--dir=/tmp/x", "--dir=/f/tmp/x");
    row("a list of paths", "/box/out:/usr/lib:/box/lib", "/f/box/out:/usr/lib:/f/box/lib");
    row("a list with commas", "-Wl,/box/a,/w/b", "-Wl,/f/box/a,/f/w/b");
    row("a variable", "HOME=/w", "HOME=/f/w");
    row("a longer name", "/boxes/a", "/boxes/a");
    row("a longer name of the work folder", "/work/x", "/work/x");
    row("inside another path", "/usr/box/x", "/usr/box/x");
    row("inside a word", "a/box/b", "a/box/b");
    row("behind a letter", "-I/box/include", "-I/box/include");
    row("what toolchains keep elsewhere", "-db=/toolchain/var/lib/x", "-db=/var/lib/x");
    row("a longer name of a toolchain", "/toolchains/x", "/toolchains/x");
    row("nothing", "", "");
    row("the end of a list", "x:/tmp", "x:/f/tmp");
    row("twice in a row", "/w:/w:/w", "/f/w:/f/w:/f/w");
}

void tst_PathMap::text_isMapped()
{
    QFETCH(const QString, text);
    QTEST(QString::fromStdString(mappedInto("/f", text.toStdString())), "mapped");
}

void tst_PathMap::noFolder_changesNothing()
{
    QCOMPARE(mappedInto("", "/box/a:/w"), "/box/a:/w");
    QCOMPARE(mappedBack("", "/box/a:/w"), "/box/a:/w");
}

void tst_PathMap::back_takesTheFolderOut()
{
    QCOMPARE(mappedBack("/tmp/f", "/tmp/f/box/src/a.c:3: at /tmp/f/w and /tmp/g"), "/box/src/a.c:3: at /w and /tmp/g");
    QCOMPARE(mappedBack("/f", mappedInto("/f", "-cp=/box/out:/w")), "-cp=/box/out:/w");
}

void tst_PathMap::overrides_standInPlaceOfTheirCalls()
{
    const std::string policy = "read\n# chmod is fine\nchmod\nfcntl: arg1 == 1\n fcntl : arg1 == 2\nchmodx\nwrite";
    const std::string merged = withOverrides(policy, "chmod: errno EPERM # why\nfcntl: arg1 == 3\nnew_call\n");
    QCOMPARE(merged, "read\n# chmod is fine\nchmodx\nwrite\nchmod: errno EPERM # why\nfcntl: arg1 == 3\nnew_call\n");
    QCOMPARE(withOverrides("read\n", ""), "read\n");
}

QTEST_GUILESS_MAIN(tst_PathMap)
#include "tst_path_map.moc"
