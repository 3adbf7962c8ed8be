// SPDX-License-Identifier: GPL-3.0-or-later
// The editor under a programmer's fingers: indentation, brackets, comments, lines, find, marks, zoom, Tab mode.
#include "app/editor/brackets.h"
#include "app/editor/code_editor.h"
#include "app/editor/code_highlighter.h"
#include "app/editor/diagnostics.h"
#include "app/editor/editor_pane.h"
#include "app/editor/find_bar.h"
#include "tests/gui/gui_fixture.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace assay::app;

namespace {

void setText(CodeEditor &editor, const QString &text, int position, int anchor = -1)
{
    editor.setPlainText(text);
    auto cursor = editor.textCursor();
    cursor.setPosition(anchor < 0 ? position : anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
    editor.setTextCursor(cursor);
}

} // namespace

class TestEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enter_keepsAndDeepensIndentation_data();
    void enter_keepsAndDeepensIndentation();
    void closingBrace_onItsOwnLine_goesBackToTheOpeningLine();
    void typedFunction_comesOutIndented();
    void tab_withSelection_indentsTheLines();
    void tab_inTabMode_movesFocus();
    void backspace_inIndentation_removesOneStep();
    void comment_toggledTwice_isUnchanged();
    void comment_withoutLineMarker_usesTheBlockMarkers();
    void lines_movedAndDuplicated_isOneUndoEach();
    void brackets_inStringsAndComments_areNotMatched();
    void find_regexAndCase_findWhatTheySay();
    void replaceAll_withGroups_isOneUndo();
    void findBar_f3Order_wrapsAround();
    void fold_hidesTheBlockAndCaretInsideOpensIt();
    void zoom_byRequest_changesTheFont();
    void diagnostics_ofSeveralTools_areFound_data();
    void diagnostics_ofSeveralTools_areFound();
    void files_addedAndReplaced_stayInTheDraft();
};

void TestEditor::enter_keepsAndDeepensIndentation_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("a plain line keeps its indentation") << "    int a;|" << "    int a;\n    |";
    QTest::newRow("an opening brace goes one step deeper") << "int main() {|" << "int main() {\n    |";
    QTest::newRow("a colon goes one step deeper") << "  if x:|" << "  if x:\n      |";
    QTest::newRow("between braces the closing one gets its own line") << "f() {|}" << "f() {\n    |\n}";
    QTest::newRow("the rest of a line loses its leading spaces") << "  a;|   b;" << "  a;\n  |b;";
}

void TestEditor::enter_keepsAndDeepensIndentation()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    CodeEditor editor;
    auto text = before;
    setText(editor, text.remove(QLatin1Char('|')), static_cast<int>(before.indexOf(QLatin1Char('|'))));
    QTest::keyClick(&editor, Qt::Key_Return);
    auto shown = editor.toPlainText();
    shown.insert(editor.textCursor().position(), QLatin1Char('|'));
    QCOMPARE(shown, after);
}

void TestEditor::closingBrace_onItsOwnLine_goesBackToTheOpeningLine()
{
    CodeEditor editor;
    setText(editor, QStringLiteral("  while (x) {\n      f();\n      "), 30);
    QTest::keyClicks(&editor, QStringLiteral("}"));
    QCOMPARE(editor.toPlainText(), QStringLiteral("  while (x) {\n      f();\n  }"));
}

void TestEditor::typedFunction_comesOutIndented()
{
    CodeEditor editor;
    editor.setHighlighting(QStringLiteral("C++"));
    for (const auto ch : QStringLiteral("int main() {\nfor (;;) {\nrun();\n}\nreturn 0;\n}\n")) {
        if (ch == QLatin1Char('\n'))
            QTest::keyClick(&editor, Qt::Key_Return);
        else
            QTest::keyClicks(&editor, QString(ch));
    }
    QCOMPARE(editor.toPlainText(),
             QStringLiteral("int main() {\n    for (;;) {\n        run();\n    }\n    return 0;\n}\n"));
}

void TestEditor::tab_withSelection_indentsTheLines()
{
    CodeEditor editor;
    setText(editor, QStringLiteral("a\nb\nc"), 3, 0);
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.toPlainText(), QStringLiteral("    a\n    b\nc"));
    QTest::keyClick(&editor, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(editor.toPlainText(), QStringLiteral("a\nb\nc"));
}

void TestEditor::tab_inTabMode_movesFocus()
{
    CodeEditor editor;
    editor.setTabMovesFocus(true);
    setText(editor, QStringLiteral("a"), 1);
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.toPlainText(), QStringLiteral("a"));
    editor.setTabMovesFocus(false);
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.toPlainText(), QStringLiteral("a   "));
}

void TestEditor::backspace_inIndentation_removesOneStep()
{
    CodeEditor editor;
    setText(editor, QStringLiteral("       x"), 7);
    QTest::keyClick(&editor, Qt::Key_Backspace);
    QCOMPARE(editor.toPlainText(), QStringLiteral("    x"));
}

void TestEditor::comment_toggledTwice_isUnchanged()
{
    CodeEditor editor;
    editor.setHighlighting(QStringLiteral("Python"));
    const auto text = QStringLiteral("if a:\n    b()\n\n    c()");
    setText(editor, text, static_cast<int>(text.size()), 8);
    editor.toggleLineComment();
    QCOMPARE(editor.toPlainText(), QStringLiteral("if a:\n    # b()\n\n    # c()"));
    editor.toggleLineComment();
    QCOMPARE(editor.toPlainText(), text);
}

void TestEditor::comment_withoutLineMarker_usesTheBlockMarkers()
{
    QTextDocument document(QStringLiteral("  body"));
    QTextCursor cursor(&document);
    const CommentStyle css{.line = {}, .begin = QStringLiteral("/*"), .end = QStringLiteral("*/")};
    toggleComment(cursor, css);
    QCOMPARE(document.toPlainText(), QStringLiteral("  /* body */"));
    toggleComment(cursor, css);
    QCOMPARE(document.toPlainText(), QStringLiteral("  body"));
}

void TestEditor::lines_movedAndDuplicated_isOneUndoEach()
{
    CodeEditor editor;
    setText(editor, QStringLiteral("a\nb\nc"), 4);
    editor.moveSelectedLines(MoveLines::Up);
    QCOMPARE(editor.toPlainText(), QStringLiteral("a\nc\nb"));
    editor.moveSelectedLines(MoveLines::Up);
    QCOMPARE(editor.toPlainText(), QStringLiteral("c\na\nb"));
    editor.moveSelectedLines(MoveLines::Up);
    QCOMPARE(editor.toPlainText(), QStringLiteral("c\na\nb"));
    editor.duplicateSelectedLines();
    QCOMPARE(editor.toPlainText(), QStringLiteral("c\nc\na\nb"));
    editor.undo();
    editor.undo();
    QCOMPARE(editor.toPlainText(), QStringLiteral("a\nc\nb"));
}

void TestEditor::brackets_inStringsAndComments_areNotMatched()
{
    CodeEditor editor;
    editor.setHighlighting(QStringLiteral("C++"));
    const auto text = QStringLiteral("f(\")\", /* ) */ 1);\ng(]");
    editor.setPlainText(text);
    const auto pair = findBrackets(*editor.document(), 1, CodeHighlighter::isCode);
    QVERIFY(pair.has_value());
    QCOMPARE(pair->second, static_cast<int>(text.indexOf(QStringLiteral(");"))));
    QVERIFY(pair->fits);
    const auto wrong = findBrackets(*editor.document(), static_cast<int>(text.size()) - 2, CodeHighlighter::isCode);
    QVERIFY(wrong.has_value());
    QVERIFY(!wrong->fits);
    QVERIFY(!findBrackets(*editor.document(), 4, CodeHighlighter::isCode).has_value());
}

void TestEditor::find_regexAndCase_findWhatTheySay()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("Foo foo f.o\nfOO"));
    FindBar bar;
    bar.setEditor(&editor);
    bar.open(FindBar::Mode::Find);
    auto *field = bar.findChildren<QLineEdit *>().first();
    field->setText(QStringLiteral("foo"));
    bar.findNext();
    QCOMPARE(bar.matchCount(), 3);
    const auto toggles = bar.findChildren<QToolButton *>();
    const auto button = [&toggles](const QString &text) {
        return *std::ranges::find_if(toggles, [&text](const QToolButton *tool) { return tool->text() == text; });
    };
    button(QStringLiteral("Aa"))->setChecked(true);
    QCOMPARE(bar.matchCount(), 1);
    button(QStringLiteral(".*"))->setChecked(true);
    field->setText(QStringLiteral("f.o"));
    bar.findNext();
    QCOMPARE(bar.matchCount(), 2);
}

void TestEditor::replaceAll_withGroups_isOneUndo()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("a1 a2\na3"));
    FindBar bar;
    bar.setEditor(&editor);
    bar.open(FindBar::Mode::Replace);
    const auto fields = bar.findChildren<QLineEdit *>();
    for (auto *tool : bar.findChildren<QToolButton *>()) {
        if (tool->text() == QStringLiteral(".*"))
            tool->setChecked(true);
    }
    fields.at(0)->setText(QStringLiteral("a(\\d)"));
    fields.at(1)->setText(QStringLiteral("\\1b"));
    for (auto *push : bar.findChildren<QPushButton *>()) {
        if (push->text() == QStringLiteral("Replace all"))
            push->click();
    }
    QCOMPARE(editor.toPlainText(), QStringLiteral("1b 2b\n3b"));
    editor.undo();
    QCOMPARE(editor.toPlainText(), QStringLiteral("a1 a2\na3"));
}

void TestEditor::findBar_f3Order_wrapsAround()
{
    CodeEditor editor;
    setText(editor, QStringLiteral("x y x y x"), 3);
    FindBar bar;
    bar.setEditor(&editor);
    bar.open(FindBar::Mode::Find);
    bar.findChildren<QLineEdit *>().first()->setText(QStringLiteral("x"));
    QList<int> starts;
    for (int i = 0; i < 3; ++i) {
        bar.findNext();
        starts.append(editor.textCursor().selectionStart());
    }
    QCOMPARE(starts, QList<int>({4, 8, 0}));
    bar.findPrevious();
    QCOMPARE(editor.textCursor().selectionStart(), 8);
}

void TestEditor::fold_hidesTheBlockAndCaretInsideOpensIt()
{
    CodeEditor editor;
    editor.resize(400, 300);
    editor.setHighlighting(QStringLiteral("C++"));
    editor.setPlainText(QStringLiteral("int f() {\n    a();\n    b();\n}\nint x;"));
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    const auto first = editor.document()->firstBlock();
    QVERIFY(editor.canFold(first));
    editor.toggleFold(first);
    QVERIFY(CodeEditor::isFolded(first));
    QVERIFY(editor.document()->findBlockByNumber(3).isVisible());
    editor.goTo(2, 1);
    QVERIFY(!CodeEditor::isFolded(first));
}

void TestEditor::zoom_byRequest_changesTheFont()
{
    EditorPane pane;
    pane.setDraft({.files = {{.name = QStringLiteral("a.cpp"), .text = {}}}});
    const auto normal = pane.currentEditor()->font().pointSizeF();
    QSignalSpy zoomed(&pane, &EditorPane::zoomChanged);
    Q_EMIT pane.currentEditor()->zoomRequested(10);
    QCOMPARE(pane.zoom(), 200);
    QCOMPARE(pane.currentEditor()->font().pointSizeF(), 2 * normal);
    QCOMPARE(zoomed.count(), 1);
}

void TestEditor::diagnostics_ofSeveralTools_areFound_data()
{
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("error");
    QTest::newRow("gcc error") << "main.cpp: In function 'int main()':\nmain.cpp:3:5: error: expected ';'\n"
                               << "main.cpp" << 3 << 5 << true;
    QTest::newRow("gcc warning with a folder") << "/w/main.cpp:7:1: warning: unused\n" << "main.cpp" << 7 << 1 << false;
    QTest::newRow("javac") << "Main.java:4: error: ';' expected\n" << "Main.java" << 4 << 0 << true;
    QTest::newRow("python") << "  File \"main.py\", line 2\n    if\nSyntaxError: invalid syntax\n"
                            << "main.py" << 2 << 0 << true;
}

void TestEditor::diagnostics_ofSeveralTools_areFound()
{
    QFETCH(QString, output);
    QFETCH(QString, file);
    const auto found =
        findDiagnostics(output, {QStringLiteral("main.cpp"), QStringLiteral("Main.java"), QStringLiteral("main.py")});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().file, file);
    QTEST(found.first().line, "line");
    QTEST(found.first().column, "column");
    QTEST(found.first().error, "error");
    QVERIFY(output.sliced(found.first().start, found.first().length).contains(file));
}

void TestEditor::files_addedAndReplaced_stayInTheDraft()
{
    EditorPane pane;
    QSignalSpy edited(&pane, &EditorPane::edited);
    pane.setDraft({.files = {{.name = QStringLiteral("main.cpp"), .text = QStringLiteral("old")}}});
    QCOMPARE(edited.count(), 0);
    pane.replaceText(QStringLiteral("main.cpp"), QStringLiteral("new"));
    pane.replaceText(QStringLiteral("util.cpp"), QStringLiteral("more"));
    QVERIFY(edited.count() > 0);
    const auto draft = pane.draft();
    QCOMPARE(draft.files.size(), 2);
    QCOMPARE(draft.files.at(0).text, QStringLiteral("new"));
    QCOMPARE(draft.files.at(1).name, QStringLiteral("util.cpp"));
    QCOMPARE(draft.active, 1);
}

ASSAY_GUI_TEST_MAIN(TestEditor)
#include "tst_editor.moc"
