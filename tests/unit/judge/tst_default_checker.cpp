// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the default output validator, among them against a second, plain implementation on random pairs.
#include "core/judge/default_checker.h"

#include <QTemporaryFile>
#include <QTest>

#include <cmath>
#include <random>

using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

CheckResult compare(const QByteArray &output, const QByteArray &answer, const CompareOptions &options = {})
{
    return compareOutput(std::span{output.constData(), static_cast<std::size_t>(output.size())},
                         std::span{answer.constData(), static_cast<std::size_t>(answer.size())}, options);
}

/// The same through files, which takes the way with the window.
CheckResult compareFiles(const QByteArray &output, const QByteArray &answer, const CompareOptions &options)
{
    QTemporaryFile outputFile;
    QTemporaryFile answerFile;
    for (const auto &[file, content] : {std::pair{&outputFile, &output}, std::pair{&answerFile, &answer}}) {
        if (!file->open() || file->write(*content) != content->size() || !file->flush())
            qFatal("cannot write a temporary file");
    }
    auto result = compareOutput(outputFile.handle(), answerFile.handle(), options);
    if (!result)
        qFatal("cannot compare");
    return *result;
}

bool isSpace(char c)
{
    return QByteArrayView{" \f\n\r\t\v"}.contains(c);
}

QByteArrayList tokensOf(const QByteArray &text)
{
    QByteArrayList tokens;
    bool inside = false;
    for (const char c : text) {
        if (isSpace(c)) {
            inside = false;
            continue;
        }
        if (!inside)
            tokens.append(QByteArray{});
        inside = true;
        tokens.last().append(c);
    }
    return tokens;
}

/// All white space runs, the first before the first token.
QByteArrayList spacesOf(const QByteArray &text)
{
    QByteArrayList spaces = {QByteArray{}};
    bool inside = false;
    for (const char c : text) {
        if (isSpace(c)) {
            spaces.last().append(c);
            inside = false;
        } else if (!inside) {
            spaces.append(QByteArray{});
            inside = true;
        }
    }
    return spaces;
}

std::optional<double> plainNumber(const QByteArray &token)
{
    // scanf, which the usual validators read with, takes "1e" and "1e+" for numbers; strtod does not.
    QByteArray text = token.toLower();
    if (text.endsWith("e+") || text.endsWith("e-"))
        text.chop(1);
    if (text.endsWith('e') && !text.startsWith("0x"))
        text.chop(1);
    char *end = nullptr;
    const double value = std::strtod(text.constData(), &end);
    if (text.isEmpty() || *end != '\0' || !std::isfinite(value))
        return std::nullopt;
    return value;
}

/// What the format's text says, in the plainest way.
bool acceptsPlainly(const QByteArray &output, const QByteArray &answer, const CompareOptions &options)
{
    const QByteArrayList got = tokensOf(output);
    const QByteArrayList wanted = tokensOf(answer);
    if (got.size() != wanted.size())
        return false;
    if (options.spaceChangeSensitive && spacesOf(output) != spacesOf(answer))
        return false;
    for (qsizetype i = 0; i < got.size(); ++i) {
        const auto number = plainNumber(wanted[i]);
        if (number && (options.floatAbsoluteTolerance || options.floatRelativeTolerance)) {
            const auto other = plainNumber(got[i]);
            if (!other)
                return false;
            const double error = std::fabs(*number - *other);
            const bool close =
                error <= options.floatAbsoluteTolerance.value_or(-1) ||
                (options.floatRelativeTolerance && error <= *options.floatRelativeTolerance * std::fabs(*number));
            if (!close)
                return false;
        } else if (options.caseSensitive ? got[i] != wanted[i] : got[i].toLower() != wanted[i].toLower()) {
            return false;
        }
    }
    return true;
}

/// Random outputs that are near their answers: most pairs should differ in little or in nothing.
class PairMaker
{
public:
    explicit PairMaker(unsigned seed)
        : m_random(seed)
    {
    }

    CompareOptions options()
    {
        CompareOptions made;
        made.caseSensitive = oneIn(2);
        made.spaceChangeSensitive = oneIn(3);
        if (oneIn(2))
            made.floatAbsoluteTolerance = tolerance();
        if (oneIn(2))
            made.floatRelativeTolerance = tolerance();
        return made;
    }

    std::pair<QByteArray, QByteArray> pair()
    {
        QByteArray output;
        QByteArray answer;
        const int tokens = static_cast<int>(below(8));
        if (oneIn(5))
            output = answer = space();
        for (int i = 0; i < tokens; ++i) {
            const QByteArray token = oneIn(2) ? number() : word();
            answer += token;
            output += oneIn(8) ? near(token) : token;
            const QByteArray gap = space();
            answer += gap;
            output += oneIn(12) ? space() : gap;
        }
        if (oneIn(6))
            output = output.trimmed();
        if (oneIn(15))
            output += word();
        return {output, answer};
    }

private:
    std::size_t below(std::size_t end) { return m_random() % end; }
    bool oneIn(std::size_t n) { return below(n) == 0; }
    double tolerance() { return std::pow(10, -static_cast<double>(below(10))); }

    QByteArray space()
    {
        QByteArray text;
        for (std::size_t i = 0, count = 1 + below(3) / 2; i < count; ++i)
            text += " \n\t\r\f\v  \n\n"[below(10)];
        return text;
    }

    QByteArray word()
    {
        static const QByteArrayList words = {"abc", "ABC",   "yes",      "No",       "impossible", "nan", "inf",
                                             "-",   "+",     ".",        "e5",       "0x",         "1e",  "1e+",
                                             "--1", "1.2.3", "\xc3\xa5", "\xc3\x85", "\x01",       "5a"};
        return words[static_cast<qsizetype>(below(static_cast<std::size_t>(words.size())))];
    }

    QByteArray number()
    {
        const double value = (static_cast<double>(below(2'000'001)) - 1'000'000) / std::pow(10, below(7));
        const char formats[] = {'f', 'e', 'E', 'g', 'G'};
        const QByteArray text = QByteArray::number(value, formats[below(5)], static_cast<int>(below(12)));
        return oneIn(8) && value >= 0 ? '+' + text : text;
    }

    QByteArray near(const QByteArray &token)
    {
        if (oneIn(3))
            return oneIn(2) ? token.toUpper() : token.toLower();
        if (const auto value = plainNumber(token); value && !oneIn(3)) {
            const double off = std::pow(10, -static_cast<double>(below(12)));
            return QByteArray::number(oneIn(2) ? *value + off : *value * (1 + off), oneIn(2) ? 'g' : 'f', 12);
        }
        return oneIn(2) ? word() : token + "0";
    }

    std::mt19937 m_random;
};

} // namespace

class TestDefaultChecker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compareOutput_pair_accepts_data();
    void compareOutput_pair_accepts();
    void compareOutput_difference_isLocated_data();
    void compareOutput_difference_isLocated();
    void compareOutput_randomPairs_agreesWithPlainImplementation();
    void compareOutput_pairsAcrossTheWindow_agreesWithPlainImplementation();
    void compareOutput_longToken_isComparedAsWord();
    void compareOutput_closedDescriptor_isAnError();
};

void TestDefaultChecker::compareOutput_pair_accepts_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("flags");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *name, const char *output, const char *answer, const char *flags, bool accepted) {
        QTest::newRow(name) << QByteArray{output} << QByteArray{answer} << QString::fromLatin1(flags) << accepted;
    };
    row("nothing and nothing", "", "", "", true);
    row("white space and nothing", " \n\n", "", "", true);
    row("no line end at the end", "1 2", "1 2\n", "", true);
    row("line ends of Windows", "1\r\n2\r\n", "1\n2\n", "", true);
    row("another token", "1 3\n", "1 2\n", "", false);
    row("a token too few", "1\n", "1 2\n", "", false);
    row("a token too many", "1 2 3\n", "1 2\n", "", false);
    row("tokens joined", "12\n", "1 2\n", "", false);
    row("another case", "YES\n", "yes\n", "", true);
    row("another case where it counts", "YES\n", "yes\n", "case", false);
    row("case of letters outside of ASCII counts", "\xc3\xa5", "\xc3\x85", "", false);
    row("a space more", "1  2\n", "1 2\n", "space", false);
    row("a line end missing", "1 2", "1 2\n", "space", false);
    row("a line end more", "1 2\n\n", "1 2\n", "space", false);
    row("space in front", " 1", "1", "space", false);
    row("the same space", " 1 \n\n2\t", " 1 \n\n2\t", "space", true);
    row("a zero byte is no space", "1", "2", "", false);
    row("number written otherwise", "3.14000000e-2", "0.0314", "abs", true);
    row("number written otherwise, no tolerance", "1.0", "1", "", false);
    row("just inside the absolute tolerance", "1.0099", "1", "abs", true);
    row("outside of the absolute tolerance", "1.011", "1", "abs", false);
    row("inside the relative tolerance", "100.9", "100", "rel", true);
    row("outside of the relative tolerance", "101.1", "100", "rel", false);
    row("relative tolerance goes by the answer", "0", "0.0000001", "rel", false);
    row("zero is exactly zero to a relative tolerance", "-0.0", "0", "rel", true);
    row("either tolerance is enough", "100.9", "100", "abs rel", true);
    row("a word where a number is expected", "one", "1", "abs", false);
    row("a number where a word is expected", "1", "one", "abs", false);
    row("rubbish behind the number", "1.0x", "1.0", "abs", false);
    row("words still count under a tolerance", "YES 1.001", "yes 1", "abs", true);
    row("nan is a word", "nan", "NaN", "abs", true);
    row("nan is not a number", "nan", "1", "abs", false);
    row("inf is a word", "-inf", "inf", "abs", false);
    row("too large a number is a word", "1e999", "1e999", "abs", true);
    row("too large a number is no number", "1e999", "1e308", "rel", false);
}

void TestDefaultChecker::compareOutput_pair_accepts()
{
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, answer);
    QFETCH(QString, flags);
    QFETCH(bool, accepted);
    CompareOptions options;
    options.caseSensitive = flags.contains("case"_L1);
    options.spaceChangeSensitive = flags.contains("space"_L1);
    if (flags.contains("abs"_L1))
        options.floatAbsoluteTolerance = 0.01;
    if (flags.contains("rel"_L1))
        options.floatRelativeTolerance = 0.01;
    const CheckResult result = compare(output, answer, options);
    QCOMPARE(result.accepted, accepted);
    QCOMPARE(result.difference == Difference::None, accepted);
    QCOMPARE(reasonText(result).isEmpty(), accepted);
    QCOMPARE(compareFiles(output, answer, options), result);
}

void TestDefaultChecker::compareOutput_difference_isLocated_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("spaceCounts");
    QTest::addColumn<bool>("tolerance");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &output, const QByteArray &answer, const QString &reason,
                        bool spaceCounts = false, bool tolerance = false) {
        QTest::newRow(name) << output << answer << spaceCounts << tolerance << reason;
    };
    row("token", "1 2\n3 5 6\n", "1 2\n3 4 6\n", u"line 2, column 3 (token 4): expected \"4\", got \"5\""_s);
    row("column counts characters", "\xc3\xa5\xc3\xa5 x", "\xc3\xa5\xc3\xa5 y",
        u"line 1, column 4 (token 2): expected \"y\", got \"x\""_s);
    row("too short", "1\n", "1\n2\n", u"line 2, column 1 (token 2): the output ends, expected \"2\""_s);
    row("empty", "", "1", u"line 1, column 1 (token 1): the output ends, expected \"1\""_s);
    row("too long", "1\n2\n", "1\n",
        u"line 2, column 1 (token 2): the output goes on with \"2\" after the answer's end"_s);
    row("space", "1 2\n", "1\n2\n",
        u"line 1, column 2 (token 1): white space differs: expected a line end, got a space"_s, true);
    row("space at the end", "1", "1\n",
        u"line 1, column 2 (token 1): white space differs: expected a line end, got the end"_s, true);
    row("number", "1 2.5", "1 2.0",
        u"line 1, column 3 (token 2): expected \"2.0\", got \"2.5\", which is out of tolerance"_s, false, true);
    row("control characters are written out", "a\x01\xff", "b",
        u"line 1, column 1 (token 1): expected \"b\", got \"a\\x01\\xff\""_s);
    row("a long token is cut around the difference", QByteArray(100, 'a') + "x", QByteArray(100, 'a') + "y",
        u"line 1, column 1 (token 1): expected \"aaaaaaaaaaaaaaaay\", got \"aaaaaaaaaaaaaaaax\""_s);
}

void TestDefaultChecker::compareOutput_difference_isLocated()
{
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, answer);
    QFETCH(bool, spaceCounts);
    QFETCH(bool, tolerance);
    QFETCH(QString, reason);
    CompareOptions options{.spaceChangeSensitive = spaceCounts};
    if (tolerance)
        options.floatAbsoluteTolerance = 1e-6;
    QCOMPARE(reasonText(compare(output, answer, options)), reason);
    QCOMPARE(reasonText(compareFiles(output, answer, options)), reason);
}

void TestDefaultChecker::compareOutput_randomPairs_agreesWithPlainImplementation()
{
    PairMaker maker{20260101};
    int accepted = 0;
    constexpr int pairs = 20'000;
    for (int i = 0; i < pairs; ++i) {
        const CompareOptions options = maker.options();
        const auto [output, answer] = maker.pair();
        const bool expected = acceptsPlainly(output, answer, options);
        accepted += expected ? 1 : 0;
        if (compare(output, answer, options).accepted != expected)
            QFAIL(qPrintable(u"pair %1: output %2, answer %3"_s.arg(QString::number(i),
                                                                    QString::fromLatin1(output.toPercentEncoding()),
                                                                    QString::fromLatin1(answer.toPercentEncoding()))));
    }
    // Pairs that all fail, or all pass, would prove nothing.
    QVERIFY(accepted > pairs / 5 && accepted < pairs * 4 / 5);
}

void TestDefaultChecker::compareOutput_pairsAcrossTheWindow_agreesWithPlainImplementation()
{
    PairMaker maker{7};
    for (int i = 0; i < 300; ++i) {
        const CompareOptions options = maker.options();
        const auto [output, answer] = maker.pair();
        // The pair straddles the border of the first 64 KiB, and of the second for some.
        QByteArray filler = "word another\n";
        filler = filler.repeated(5041 - i % 3 * 2) + QByteArray(i % 23, 'x') + '\n';
        const QByteArray longOutput = filler + output + '\n' + (i % 5 == 0 ? filler : QByteArray{});
        const QByteArray longAnswer = filler + answer + '\n' + (i % 5 == 0 ? filler : QByteArray{});
        const CheckResult result = compareFiles(longOutput, longAnswer, options);
        QCOMPARE(result.accepted, acceptsPlainly(longOutput, longAnswer, options));
        QCOMPARE(result, compare(longOutput, longAnswer, options));
    }
}

void TestDefaultChecker::compareOutput_longToken_isComparedAsWord()
{
    const QByteArray token(200'000, 'a');
    const CompareOptions sensitive{.caseSensitive = true};
    QVERIFY(compareFiles("1 " + token + "\n2", "1 " + token + " 2", {}).accepted);
    QVERIFY(compareFiles(token.toUpper(), token, {}).accepted);
    QVERIFY(!compareFiles(token.toUpper(), token, sensitive).accepted);
    QVERIFY(!compareFiles(token + "a", token, {}).accepted);
    QVERIFY(!compareFiles(token, token + "a", {}).accepted);
    const CheckResult result = compareFiles("x " + token + "b", "x " + token + "c", {});
    QCOMPARE(result.difference, Difference::Token);
    QCOMPARE(result.token, 2);
    QCOMPARE(result.expected, QByteArray{"c"});
    QCOMPARE(result.actual, QByteArray{"b"});
}

void TestDefaultChecker::compareOutput_closedDescriptor_isAnError()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const auto result = compareOutput(-1, file.handle(), {});
    QVERIFY(!result);
    QCOMPARE(result.error().code, assay::Errc::Io);
}

QTEST_GUILESS_MAIN(TestDefaultChecker)
#include "tst_default_checker.moc"
