// SPDX-License-Identifier: GPL-3.0-or-later
// The look: contrast of both themes, a shape of its own for what colours tell apart, icons that exist, shortcuts
// that do not clash.
#include "app/actions.h"
#include "app/editor/code_highlighter.h"
#include "app/text/error_text.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "tests/gui/gui_fixture.h"

#include <KSyntaxHighlighting/Theme>

#include <QFile>
#include <QSet>

#include <cmath>

using namespace assay;
using namespace assay::app;

namespace {

/// Source: WCAG 2.2, relative luminance and contrast ratio.
double luminance(const QColor &color)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class TestLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_onTheirBackgrounds_areReadable_data();
    void texts_onTheirBackgrounds_areReadable();
    void verdicts_withTheSameTone_sayMoreThanColour();
    void icons_ofTheResources_draw();
    void shortcuts_areUsedOnce();
    void errors_haveWords();
    void syntaxColours_ofBothThemes_areReadable_data();
    void syntaxColours_ofBothThemes_areReadable();
};

void TestLook::texts_onTheirBackgrounds_areReadable_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("background");
    for (const auto *theme : {&lightTheme(), &darkTheme()}) {
        const auto *name = theme->dark ? "dark" : "light";
        const std::pair<const char *, QColor> texts[] = {
            {"text", theme->text},       {"muted", theme->muted},   {"pass", theme->pass},
            {"fail", theme->fail},       {"limit", theme->limit},   {"crash", theme->crash},
            {"trouble", theme->trouble}, {"active", theme->active}, {"accent", theme->accent}};
        for (const auto &[text, color] : texts) {
            QTest::addRow("%s: %s on window", name, text) << color << theme->window;
            QTest::addRow("%s: %s on base", name, text) << color << theme->base;
            QTest::addRow("%s: %s on alternate", name, text) << color << theme->alternate;
        }
        QTest::addRow("%s: text on the selection", name) << theme->selectionText << theme->selection;
        QTest::addRow("%s: text on the accent", name) << theme->accentText << theme->accent;
        QTest::addRow("%s: text on a difference", name) << theme->text << theme->differ;
        QTest::addRow("%s: text on a match", name) << theme->text << theme->matchCurrent;
    }
}

void TestLook::texts_onTheirBackgrounds_areReadable()
{
    QFETCH(QColor, text);
    QFETCH(QColor, background);
    QVERIFY(text.isValid() && background.isValid());
    const auto ratio = contrast(text, background);
    QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("contrast %1").arg(ratio)));
}

void TestLook::verdicts_withTheSameTone_sayMoreThanColour()
{
    QSet<QString> words;
    for (const auto &row : core::kVerdictIds.rows()) {
        const auto look = lookOf(row.first);
        QVERIFY(!look.text.isEmpty());
        QVERIFY(!verdictMeaning(row.first).isEmpty());
        QVERIFY2(!words.contains(look.text), qPrintable(look.text));
        words.insert(look.text);
    }
    QVERIFY(lookOf(core::Verdict::Accepted).glyph != lookOf(core::Verdict::WrongAnswer).glyph);
}

void TestLook::icons_ofTheResources_draw()
{
    for (int glyph = 0; glyph <= int(Glyph::Dash); ++glyph) {
        const auto image = glyphIcon(static_cast<Glyph>(glyph), Qt::red).pixmap(32).toImage();
        int painted = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                painted += image.pixelColor(x, y).alpha() > 40 ? 1 : 0;
        }
        QVERIFY2(painted > 20, qPrintable(QString::number(glyph)));
    }
    QVERIFY(QFile::exists(QStringLiteral(":/icons/assay.svg")));
}

void TestLook::shortcuts_areUsedOnce()
{
    QSet<QString> used;
    int expected = 0;
    for (const auto &row : actionTable()) {
        QCOMPARE(static_cast<int>(row.id), expected++);
        const auto keys = QString::fromLatin1(row.shortcut);
        if (keys.isEmpty())
            continue;
        QVERIFY2(!QKeySequence::fromString(keys).isEmpty(), row.shortcut);
        QVERIFY2(!used.contains(keys), row.shortcut);
        used.insert(keys);
    }
}

void TestLook::syntaxColours_ofBothThemes_areReadable_data()
{
    using Theme = KSyntaxHighlighting::Theme;
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("background");
    for (const auto *theme : {&lightTheme(), &darkTheme()}) {
        const auto syntax = syntaxRepository().theme(theme->syntaxTheme);
        QVERIFY2(syntax.isValid(), qPrintable(theme->syntaxTheme));
        for (int style = Theme::Normal; style <= Theme::Import; ++style)
            QTest::addRow("%s: style %d", qPrintable(theme->syntaxTheme), style)
                << QColor::fromRgba(syntax.textColor(static_cast<Theme::TextStyle>(style))) << theme->base;
    }
}

void TestLook::syntaxColours_ofBothThemes_areReadable()
{
    QFETCH(QColor, text);
    QFETCH(QColor, background);
    const auto ratio = contrast(text, background);
    QVERIFY2(ratio >= 4, qPrintable(QStringLiteral("contrast %1").arg(ratio)));
}

void TestLook::errors_haveWords()
{
    for (int code = 0; code <= static_cast<int>(Errc::Internal); ++code)
        QVERIFY(!errorText({.code = static_cast<Errc>(code)}).isEmpty());
}

ASSAY_GUI_TEST_MAIN(TestLook)
#include "tst_look.moc"
