// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of the attack corpus, and what `assayd doctor --attacks --json` prints.
#include "core/json/attack_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

std::unexpected<Error> refuse(const QString &path, const QString &why)
{
    return fail(Errc::InvalidData, (path + u": "_s + why).toStdString());
}

/// A misspelt key would silently weaken an expectation.
Result<void> checkKeys(const QJsonObject &object, const QString &path, const QList<QLatin1StringView> &known)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!known.contains(it.key()))
            return refuse(path, u"unknown key "_s + it.key());
    }
    return {};
}

QStringList stringList(const QJsonObject &object, QLatin1StringView key)
{
    QStringList list;
    for (const auto &value : object.value(key).toArray())
        list.append(value.toString());
    return list;
}

Result<AttackExpectation> expectationFrom(const QJsonObject &object, const QString &path)
{
    AttackExpectation expected;
    for (const auto &value : object.value("allowed"_L1).toArray()) {
        const QString word = value.toString();
        const auto verdict = kVerdictIds.value(word.toStdString());
        if (word == "contained"_L1)
            expected.contained = true;
        else if (word == "refused"_L1)
            expected.refused = true;
        else if (verdict && !isPass(*verdict) && verdict != Verdict::JudgingError)
            expected.verdicts.append(*verdict);
        else
            return refuse(path + u".allowed"_s, u"not an outcome: "_s + word);
    }
    if (expected == AttackExpectation{})
        return refuse(path + u".allowed"_s, u"missing"_s);
    expected.violations = stringList(object, "violations"_L1);
    expected.never = stringList(object, "never"_L1);
    return expected;
}

Result<AttackLimits> limitsFrom(const QJsonObject &object, const QString &path)
{
    TRY(checkKeys(object, path,
                  {"cpu_ms"_L1, "wall_ms"_L1, "memory_mib"_L1, "output_kib"_L1, "processes"_L1, "compile_cpu_ms"_L1,
                   "compile_memory_mib"_L1}));
    AttackLimits limits;
    const auto set = [&object](QLatin1StringView key, auto &target, auto unit) {
        if (object.contains(key))
            target = unit(object.value(key).toInteger());
    };
    const auto milliseconds = [](qint64 count) { return Milliseconds{count}; };
    const auto mebibytes = [](qint64 count) { return 1_MiB * count; };
    set("cpu_ms"_L1, limits.cpu, milliseconds);
    set("wall_ms"_L1, limits.wall, milliseconds);
    set("memory_mib"_L1, limits.memory, mebibytes);
    set("output_kib"_L1, limits.output, [](qint64 count) { return 1_KiB * count; });
    set("processes"_L1, limits.processes, [](qint64 count) { return static_cast<int>(count); });
    set("compile_cpu_ms"_L1, limits.compileCpu, milliseconds);
    set("compile_memory_mib"_L1, limits.compileMemory, mebibytes);
    return limits;
}

/// `outer` has what a case does not say itself.
Result<AttackCase> caseFrom(const QJsonObject &outer, const QJsonObject &object, const QString &path)
{
    TRY(checkKeys(object, path, {"input"_L1, "tries"_L1, "allowed"_L1, "violations"_L1, "never"_L1, "limits"_L1}));
    QJsonObject whole = outer;
    for (auto it = object.begin(); it != object.end(); ++it)
        whole.insert(it.key(), it.value());
    AttackCase attackCase{.id = outer.value("id"_L1).toString(),
                          .tries = whole.value("tries"_L1).toString(),
                          .input = whole.value("input"_L1).toString().toUtf8(),
                          .expected = TRY(expectationFrom(whole, path)),
                          .limits = TRY(limitsFrom(whole.value("limits"_L1).toObject(), path + u".limits"_s))};
    if (!object.isEmpty())
        attackCase.id += u'/' + QString::fromUtf8(attackCase.input);
    if (attackCase.tries.isEmpty())
        return refuse(path, u"tries is missing"_s);
    return attackCase;
}

Result<QList<AttackFile>> filesFrom(const QJsonArray &list, const QString &path)
{
    QList<AttackFile> files;
    for (const auto &value : list) {
        const QString file = value.isObject() ? value.toObject().value("file"_L1).toString() : value.toString();
        const QString name = value.isObject() ? value.toObject().value("as"_L1).toString() : file.section(u'/', -1);
        if (file.isEmpty())
            return refuse(path, u"a file without a name"_s);
        files.append({.file = file, .name = name, .isBase64 = file.endsWith(".b64"_L1)});
    }
    if (files.isEmpty())
        return refuse(path, u"missing"_s);
    return files;
}

Result<AttackEntry> entryFrom(const QJsonObject &object, const QString &path, const QJsonObject &shared)
{
    TRY(checkKeys(object, path,
                  {"id"_L1, "kind"_L1, "language"_L1, "filters"_L1, "files"_L1, "cases"_L1, "input"_L1, "tries"_L1,
                   "allowed"_L1, "violations"_L1, "never"_L1, "limits"_L1}));
    const auto kind = kAttackKindNames.value(object.value("kind"_L1).toString(u"run"_s).toStdString());
    AttackEntry entry{.attack = {.id = object.value("id"_L1).toString(),
                                 .kind = kind.value_or(AttackKind::Run),
                                 .language = object.value("language"_L1).toString(),
                                 .sources = {},
                                 .cases = {}},
                      .files = TRY(filesFrom(object.value("files"_L1).toArray(), path + u".files"_s))};
    if (!kind || entry.attack.id.isEmpty() || entry.attack.language.isEmpty())
        return refuse(path, u"id, language or kind"_s);
    if (const auto common = shared.value(entry.attack.language); common.isString())
        entry.files.append({.file = common.toString(), .name = common.toString()});
    const QJsonArray cases = object.value("cases"_L1).toArray();
    for (qsizetype i = 0; i < cases.size(); ++i)
        entry.attack.cases.append(TRY(caseFrom(object, cases.at(i).toObject(), path + u".cases[%1]"_s.arg(i))));
    if (cases.isEmpty())
        entry.attack.cases.append(TRY(caseFrom(object, {}, path)));
    return entry;
}

/// The attack once for each policy that it is tried under.
QList<AttackEntry> underEachFilter(const AttackEntry &entry, const QStringList &filters)
{
    QList<AttackEntry> entries;
    for (const auto &filter : filters) {
        AttackEntry copy = entry;
        copy.attack.filter = filter;
        for (auto &attackCase : copy.attack.cases)
            attackCase.id += u" @"_s + filter;
        entries.append(std::move(copy));
    }
    return filters.isEmpty() ? QList<AttackEntry>{entry} : entries;
}

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

Result<QList<AttackEntry>> attackEntriesFromJson(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    if (error.error != QJsonParseError::NoError)
        return fail(Errc::InvalidData, error.errorString().toStdString() + " at byte " + std::to_string(error.offset));
    TRY(checkKeys(object, u"manifest"_s, {"about"_L1, "shared"_L1, "attacks"_L1}));
    const QJsonArray list = object.value("attacks"_L1).toArray();
    QList<AttackEntry> entries;
    const QJsonObject shared = object.value("shared"_L1).toObject();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject attack = list.at(i).toObject();
        entries.append(
            underEachFilter(TRY(entryFrom(attack, u"attacks[%1]"_s.arg(i), shared)), stringList(attack, "filters"_L1)));
    }
    if (entries.isEmpty())
        return fail(Errc::InvalidData, "it has no attacks");
    return entries;
}

QByteArray toJsonLine(const AttackRow &row)
{
    const AttackJudgement &judgement = row.judgement;
    return line({{u"attack"_s, row.id},
                 {u"language"_s, row.language},
                 {u"kind"_s, QLatin1StringView(kAttackKindNames.text(row.kind))},
                 {u"tries"_s, row.tries},
                 {u"state"_s, QLatin1StringView(kAttackStateNames.text(judgement.state))},
                 {u"contained"_s, judgement.state == AttackState::Contained},
                 {u"outcome"_s, outcomeCode(judgement)},
                 {u"detail"_s, judgement.detail},
                 {u"ms"_s, static_cast<qint64>(row.duration.count())}});
}

QByteArray toJsonLine(const AttackSummary &summary)
{
    return line({{u"summary"_s, true},
                 {u"all_contained"_s, summary.allContained()},
                 {u"contained"_s, summary.contained},
                 {u"not_contained"_s, summary.notContained},
                 {u"skipped"_s, summary.skipped},
                 {u"traces"_s, QJsonArray::fromStringList(summary.traces)},
                 {u"traces_before"_s, summary.tracesBefore},
                 {u"traces_after"_s, summary.tracesAfter},
                 {u"tier"_s, summary.tier},
                 {u"ms"_s, static_cast<qint64>(summary.duration.count())}});
}

} // namespace assay::core
