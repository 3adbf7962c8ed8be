// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of what counts as a number to the default output validator.
#include "core/judge/float_token.h"

#include <QByteArray>
#include <QTest>

#include <cmath>

using namespace assay::core;

class TestFloatToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parseFloatToken_token_isNumber_data();
    void parseFloatToken_token_isNumber();
};

void TestFloatToken::parseFloatToken_token_isNumber_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("isNumber");
    QTest::addColumn<double>("value");
    const auto row = [](const char *token, std::optional<double> value) {
        QTest::newRow(token) << QByteArray{token} << value.has_value() << value.value_or(0);
    };
    row("0", 0);
    row("-0", -0.0);
    row("+1", 1);
    row("1.", 1);
    row(".5", 0.5);
    row("-.5e+1", -5);
    row("1E3", 1000);
    row("00012", 12);
    row("123456789012345678901234567890.123456789012345678901234567890", 123456789012345678901234567890.0);
    row("1e-400", 0);
    row("-1e-99999999999999999999", -0.0);
    row("0.0000e99999999999999999999", 0);
    row("0x1F", 31);
    row("-0X1.8p1", -3);
    row("1e308", 1e308);
    row("1e309", std::nullopt);
    row("1e99999999999999999999", std::nullopt);
    row("", std::nullopt);
    row(".", std::nullopt);
    row("+", std::nullopt);
    row("e5", std::nullopt);
    row("1e", 1);
    row("1e+", 1);
    row("0x1p-", 1);
    row("0x.", 0);
    row("0x.p", std::nullopt);
    row("0x1e+5", std::nullopt);
    row("1e+x", std::nullopt);
    row("+-1", std::nullopt);
    row("1.2.3", std::nullopt);
    row("1,5", std::nullopt);
    row("0x", std::nullopt);
    row("inf", std::nullopt);
    row("nan", std::nullopt);
    row("1f", std::nullopt);
}

void TestFloatToken::parseFloatToken_token_isNumber()
{
    QFETCH(QByteArray, token);
    QFETCH(bool, isNumber);
    QFETCH(double, value);
    const auto parsed = parseFloatToken({token.constData(), static_cast<std::size_t>(token.size())});
    QCOMPARE(parsed.has_value(), isNumber);
    if (parsed)
        QVERIFY(*parsed == value && std::signbit(*parsed) == std::signbit(value));
}

QTEST_GUILESS_MAIN(TestFloatToken)
#include "tst_float_token.moc"
