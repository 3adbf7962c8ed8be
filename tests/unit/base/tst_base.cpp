// SPDX-License-Identifier: GPL-3.0-or-later
// Results, ids, units and enum tables.
#include "base/enum_table.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "base/unique_fd.h"
#include "base/units.h"

#include <QTest>

#include <set>
#include <thread>
#include <vector>

#include <fcntl.h>

using namespace assay;
using namespace assay::literals;

namespace {

struct FirstTag {
    static constexpr std::string_view prefix = "a";
};
struct SecondTag {
    static constexpr std::string_view prefix = "b";
};
using FirstId = StrongId<FirstTag>;
using SecondId = StrongId<SecondTag>;

template <typename Left, typename Right>
concept Comparable = requires(Left left, Right right) { left == right; };

static_assert(!Comparable<FirstId, SecondId>);
static_assert(!std::is_convertible_v<std::string, FirstId>);

enum class Colour : std::uint8_t { Red, Green };
constexpr auto kColours = makeEnumTable<Colour>({{Colour::Red, "red"}, {Colour::Green, "green"}});
static_assert(kColours.isComplete(Colour::Green));
static_assert(!makeEnumTable<Colour>({{Colour::Red, "red"}}).isComplete(Colour::Green));
static_assert(!makeEnumTable<Colour>({{Colour::Red, "same"}, {Colour::Green, "same"}}).isComplete(Colour::Green));

Result<int> half(int number)
{
    if (number % 2 != 0)
        return fail(Errc::InvalidArgument, "odd");
    return number / 2;
}

Result<int> quarter(int number)
{
    return TRY(half(TRY(half(number))));
}

} // namespace

class tst_Base : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void try_error_isPassedOn();
    void error_describe_namesErrno();
    void uuid_ofOneProcess_risesStrictly();
    void uuid_ofManyThreads_isUnique();
    void id_text_roundTrips();
    void id_otherPrefixOrForm_isRefused_data();
    void id_otherPrefixOrForm_isRefused();
    void bytes_literals_areExact();
    void uniqueFd_destroyed_closes();
    void enumTable_unknownText_isNothing();
};

void tst_Base::try_error_isPassedOn()
{
    QCOMPARE(quarter(12).value(), 3);
    QCOMPARE(quarter(6).error().detail, "odd");
    QCOMPARE(quarter(5).error().code, Errc::InvalidArgument);
}

void tst_Base::error_describe_namesErrno()
{
    QCOMPARE((Error{.code = Errc::Io, .detail = "file", .sysErrno = ENOENT}.describe()),
             "file: No such file or directory");
    QCOMPARE((Error{.code = Errc::Io, .detail = "file"}.describe()), "file");
}

void tst_Base::uuid_ofOneProcess_risesStrictly()
{
    Uuid last = makeUuidV7();
    for (int i = 0; i < 100'000; ++i) {
        const Uuid next = makeUuidV7();
        QVERIFY(last < next);
        QCOMPARE(next[6] >> 4, 7);
        QCOMPARE(next[8] >> 6, 2);
        last = next;
    }
}

void tst_Base::uuid_ofManyThreads_isUnique()
{
    std::vector<std::vector<Uuid>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto &list : made)
            threads.emplace_back([&list] {
                for (int i = 0; i < 10'000; ++i)
                    list.push_back(makeUuidV7());
            });
    }
    std::set<Uuid> all;
    for (const auto &list : made)
        all.insert(list.begin(), list.end());
    QCOMPARE(all.size(), 40'000U);
}

void tst_Base::id_text_roundTrips()
{
    const FirstId id = FirstId::make();
    QCOMPARE(FirstId::fromText(id.toText()).value(), id);
    QCOMPARE(id.toText().size(), 34U);
    QVERIFY(FirstId().isNull() && !id.isNull());
}

void tst_Base::id_otherPrefixOrForm_isRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("another kind's prefix") << QStringLiteral("b_0192d3f0a1b27c3d8e4f5a6b7c8d9e0f");
    QTest::newRow("too short") << QStringLiteral("a_0192d3f0");
    QTest::newRow("too long") << QStringLiteral("a_0192d3f0a1b27c3d8e4f5a6b7c8d9e0f0");
    QTest::newRow("not hexadecimal") << QStringLiteral("a_0192d3f0a1b27c3d8e4f5a6b7c8d9e0g");
    QTest::newRow("no underscore") << QStringLiteral("a-0192d3f0a1b27c3d8e4f5a6b7c8d9e0f");
}

void tst_Base::id_otherPrefixOrForm_isRefused()
{
    QFETCH(const QString, text);
    const auto id = FirstId::fromText(text.toStdString());
    QVERIFY(!id && id.error().code == Errc::InvalidArgument);
}

void tst_Base::bytes_literals_areExact()
{
    QCOMPARE((2_KiB).count, 2048);
    QCOMPARE((1_MiB + 1_B).toKiB(), 1025);
    QVERIFY(1_GiB > 1023_MiB);
    QCOMPARE((1536_KiB).toMiB(), 1.5);
}

void tst_Base::uniqueFd_destroyed_closes()
{
    int number = -1;
    {
        UniqueFd first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        UniqueFd second(std::move(first));
        QVERIFY(!first && second);
        number = second.get();
    }
    QVERIFY(::fcntl(number, F_GETFD) < 0 && errno == EBADF);
}

void tst_Base::enumTable_unknownText_isNothing()
{
    QCOMPARE(kColours.value("green"), Colour::Green);
    QVERIFY(!kColours.value("blue"));
    QCOMPARE(kColours.text(Colour::Red), "red");
}

QTEST_GUILESS_MAIN(tst_Base)
#include "tst_base.moc"
