// SPDX-License-Identifier: GPL-3.0-or-later
// Which submission drafts are taken in. Pure: what is known about problem and language comes as values.
#include "core/judge/draft_check.h"

#include <QSet>

#include <algorithm>

namespace assay::core {

namespace {

constexpr int kMaxFiles = 1000;
constexpr int kMaxInputs = 1000;
constexpr int kMaxNameBytes = 512;
constexpr int kMaxComponentBytes = 255; ///< NAME_MAX of Linux.
constexpr int kMaxTextLength = 255;     ///< Of a label and an entry point.

std::unexpected<Error> refuse(std::string detail)
{
    return fail(Errc::InvalidArgument, std::move(detail));
}

/// No control characters, no half surrogate pairs, none of the invisible marks that reorder text.
bool isPrintable(const QString &text)
{
    return text.isValidUtf16() &&
           std::ranges::all_of(text.toUcs4(), [](uint character) { return QChar::isPrint(character); });
}

/// The form under which two names count as the same file: some file systems fold case, some compose accents.
QString foldedName(const QString &name)
{
    return name.normalized(QString::NormalizationForm_C).toCaseFolded();
}

Result<void> checkComponent(const QString &component)
{
    if (component.isEmpty() || component == QLatin1StringView(".") || component == QLatin1StringView(".."))
        return refuse("a file name has an empty component, \".\" or \"..\"");
    if (component.toUtf8().size() > kMaxComponentBytes)
        return refuse("a file name has a component of more than 255 bytes");
    if (component.startsWith(QLatin1Char('-')) || component.startsWith(QLatin1Char('@')))
        return refuse("a file name has a component that begins with '-' or '@'");
    return {};
}

/// Neither the same name twice nor a file where another name needs a folder.
Result<void> checkNamesTogether(const QList<SourceFile> &sources)
{
    QSet<QString> files;
    for (const auto &source : sources) {
        const QString folded = foldedName(source.name);
        if (files.contains(folded))
            return refuse("two files have the same name: " + source.name.toStdString());
        files.insert(folded);
    }
    for (const auto &file : files) {
        for (qsizetype slash = file.indexOf(QLatin1Char('/')); slash >= 0;
             slash = file.indexOf(QLatin1Char('/'), slash + 1)) {
            if (files.contains(file.first(slash)))
                return refuse("a name is both a file and a folder: " + file.first(slash).toStdString());
        }
    }
    return {};
}

Result<void> checkSources(const QList<SourceFile> &sources, Bytes codeLimit)
{
    if (sources.isEmpty())
        return refuse("there is no source file");
    if (sources.size() > kMaxFiles)
        return refuse("there are more than 1000 source files");
    Bytes total;
    for (const auto &source : sources) {
        if (auto checked = checkFileName(source.name); !checked)
            return checked;
        total = total + Bytes{source.content.size()};
    }
    if (total > codeLimit)
        return fail(Errc::TooLarge, "the sources have " + std::to_string(total.count) + " bytes, the limit is " +
                                        std::to_string(codeLimit.count));
    return checkNamesTogether(sources);
}

Result<void> checkLanguage(const QString &id, const LanguageStatus *language)
{
    if (!language)
        return refuse("unknown language: " + id.toStdString());
    if (!language->available)
        return fail(Errc::Unsupported, language->language.id.toStdString() + " is not installed here: " +
                                           language->missingProgram.toStdString() + " is missing");
    return {};
}

Result<void> checkInputs(const QList<RunInput> &inputs)
{
    if (inputs.size() > kMaxInputs)
        return refuse("there are more than 1000 inputs");
    for (const auto &input : inputs) {
        if (input.name.isEmpty() || input.name.size() > kMaxTextLength || !isPrintable(input.name))
            return refuse("an input has no name, a long one or one that cannot be printed");
    }
    return {};
}

Result<void> checkPurpose(const SubmissionDraft &draft)
{
    switch (draft.purpose) {
    case Purpose::Run:
        if (draft.inputs.isEmpty() && draft.problem.isNull())
            return refuse("a run needs an input or a problem");
        break;
    case Purpose::Submit:
        if (draft.problem.isNull())
            return refuse("a submission needs a problem");
        if (!draft.inputs.isEmpty() || draft.cpuLimit || draft.memoryLimit)
            return refuse("inputs and limits of one's own are for runs");
        break;
    }
    if ((draft.cpuLimit && *draft.cpuLimit <= Milliseconds{0}) || (draft.memoryLimit && *draft.memoryLimit <= Bytes{0}))
        return refuse("a limit is not above zero");
    return checkInputs(draft.inputs);
}

} // namespace

Result<void> checkFileName(const QString &name)
{
    if (name.isEmpty())
        return refuse("a file has no name");
    if (!isPrintable(name) || name.contains(QLatin1Char('\\')))
        return refuse("a file name has characters that cannot be printed, or a backslash");
    if (name.toUtf8().size() > kMaxNameBytes)
        return refuse("a file name has more than 512 bytes");
    for (const auto &component : name.split(QLatin1Char('/'))) { // an absolute name begins with an empty one
        if (auto checked = checkComponent(component); !checked)
            return checked;
    }
    return {};
}

Result<void> checkDraft(const SubmissionDraft &draft, const LanguageStatus *language, Bytes codeLimit)
{
    if (auto checked = checkLanguage(draft.language, language); !checked)
        return checked;
    if (auto checked = checkSources(draft.sources, codeLimit); !checked)
        return checked;
    if (auto checked = checkPurpose(draft); !checked)
        return checked;
    for (const auto &text : {draft.entryPoint, draft.label}) {
        if (text.size() > kMaxTextLength || !isPrintable(text))
            return refuse("the entry point or the label is long or cannot be printed");
    }
    return {};
}

} // namespace assay::core
