// SPDX-License-Identifier: GPL-3.0-or-later
// LatexReader: reads the LaTeX subset of problem statements and writes HTML as it goes.
#pragma once

#include <QMap>
#include <QString>

#include <filesystem>

namespace assay::core {

/// One document, read once. Every call of document() but the first gives nothing.
class LatexReader
{
public:
    LatexReader(QString latex, std::filesystem::path folder, QMap<QString, QString> constants);

    [[nodiscard]] QString document();

private:
    // Bounds for hostile input: a statement of any contest stays far below them.
    static constexpr int kDeepest = 40;
    static constexpr int kMostExpansions = 2000;
    static constexpr qsizetype kLongest = 4 * 1024 * 1024;

    struct Macro {
        int arguments = 0;
        QString body;
    };

    // Where the reading stands.
    [[nodiscard]] bool atEnd() const { return m_at >= m_latex.size(); }
    [[nodiscard]] QChar peek() const { return atEnd() ? QChar() : m_latex[m_at]; }
    [[nodiscard]] bool startsWith(QStringView text) const;
    void skipSpace();
    void skipComment();
    [[nodiscard]] QString commandName();
    [[nodiscard]] QString rawGroup();           ///< {…} as it is written; the next character without braces.
    [[nodiscard]] QString optionalGroup();      ///< […] as it is written, if there is one.
    [[nodiscard]] QString rawUntil(const QString &end); ///< Up to and with `end`.
    [[nodiscard]] QString inlineHtml(const QString &latex); ///< A piece on its own, without a paragraph around it.

    // What is written.
    void write(const QString &html);       ///< Within a paragraph, which is opened if need be.
    void writeBlock(const QString &html);  ///< Between paragraphs.
    void closeParagraph();

    void readUntilEnd(const QString &environment);
    void readOne();
    void readSpace();
    void readQuote();
    void readMath();
    void readGroup();
    void readCommand();
    [[nodiscard]] bool readStructure(const QString &name);
    [[nodiscard]] bool readStyle(const QString &name);
    [[nodiscard]] bool readReference(const QString &name);
    [[nodiscard]] bool readAccent(const QString &name);
    [[nodiscard]] bool readIgnored(const QString &name);
    [[nodiscard]] bool readDefinition(const QString &name);
    [[nodiscard]] bool expandMacro(const QString &name);
    [[nodiscard]] QString substituted(const Macro &macro);
    [[nodiscard]] QString expandedMath(QString tex);
    [[nodiscard]] QString mathHtml(const QString &tex);
    void skipCommandSpace();
    void readEnvironment();
    void readVerbatim(const QString &name);
    void readList(const QString &name);
    void readTable(const QString &name);
    void readDisplay(const QString &tex);
    void readPicture();
    void readIllustration();

    QString m_latex;
    std::filesystem::path m_folder;
    QMap<QString, QString> m_constants;
    QMap<QString, Macro> m_macros;
    qsizetype m_at = 0;
    int m_depth = 0;
    int m_expansions = 0;
    bool m_inline = false; ///< No paragraphs: a table's cell, a heading.
    bool m_inParagraph = false;
    QString m_html;
};

} // namespace assay::core
