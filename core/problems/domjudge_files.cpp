// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what DOMjudge and problemtools keep beside problem.yaml: domjudge-problem.ini and .timelimit.
#include "core/problems/domjudge_files.h"

#include "core/problems/limits_yaml.h"
#include "core/problems/message_text.h"
#include "core/problems/yaml_value.h"

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr Bytes kLargestIni = 64_KiB;

/// The lines "key = value" of an ini file without sections, quotes taken off.
QMap<QString, QString> readIni(const QByteArray &text)
{
    QMap<QString, QString> values;
    for (const QString &line : QString::fromUtf8(text).split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0 || line.startsWith(u';') || line.startsWith(u'#'))
            continue;
        QString value = line.sliced(equals + 1).trimmed();
        if (value.size() >= 2 && (value[0] == u'"' || value[0] == u'\'') && value.back() == value[0])
            value = value.sliced(1, value.size() - 2);
        values.insert(line.first(equals).trimmed(), value);
    }
    return values;
}

Checked<void> setTimeLimit(Problem &problem, const QString &text, std::string_view file, std::string_view key)
{
    const auto seconds = parseNumber(text.trimmed().toStdString());
    if (!seconds)
        return broken(file, key, "must be a time in seconds, not " + inQuotes(text.toStdString()));
    problem.limits.cpu = TRY(timeLimitOf(*seconds, file, key));
    problem.timeLimitSource = TimeLimitSource::Given;
    problem.givenLimits.insert(LimitKey::TimeLimit);
    return {};
}

} // namespace

void readDomjudgeFiles(const PackageTree &tree, Problem &problem, PackageFindings &findings)
{
    QMap<QString, QString> ini;
    if (const auto *const file = tree.find("domjudge-problem.ini")) {
        if (const auto text = findings.keep(checkedContent(*file, kLargestIni)))
            ini = readIni(*text);
    }
    if (const QString name = ini.value(u"name"_s); problem.names.isEmpty() && !name.isEmpty())
        problem.names.insert(u"en"_s, name);
    if (problem.timeLimitSource == TimeLimitSource::Given)
        return;
    if (ini.contains(u"timelimit"_s)) {
        findings.keep(setTimeLimit(problem, ini.value(u"timelimit"_s), "domjudge-problem.ini", "timelimit"));
        return;
    }
    if (const auto *const file = tree.find(".timelimit")) {
        if (const auto text = findings.keep(checkedContent(*file, kLargestIni)))
            findings.keep(setTimeLimit(problem, QString::fromUtf8(*text), ".timelimit", {}));
        return;
    }
    problem.limits.cpu = kAssumedTimeLimit;
    findings.warn("problem.yaml", u"limits.time_limit"_s,
                  u"no time limit is given: %1 s is assumed until it is inferred from the jury's submissions"_s.arg(
                      kAssumedTimeLimit.count() / 1000));
}

} // namespace assay::core
