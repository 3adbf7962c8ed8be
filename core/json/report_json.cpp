// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line prints with --json. A public format: keys are added, never changed.
#include "core/json/report_json.h"

#include "core/json/limits_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace assay::core {

using namespace Qt::StringLiterals;

namespace {

QJsonValue verdictJson(const std::optional<Verdict> &verdict)
{
    return verdict ? QJsonValue(QLatin1StringView(kVerdictIds.text(*verdict))) : QJsonValue();
}

/// Null when there is none.
QJsonValue nameJson(const QString &name)
{
    return name.isEmpty() ? QJsonValue() : QJsonValue(name);
}

/// Null where there are none, or no end of them.
QJsonValue pointsJson(const std::optional<double> &points)
{
    return points ? QJsonValue(*points) : QJsonValue();
}

QJsonObject groupJson(const GroupResult &group)
{
    return {
        {u"name"_s, group.name},
        {u"verdict"_s, verdictJson(group.verdict)},
        {u"score"_s, group.score},
        {u"max_score"_s, pointsJson(group.maxScore)},
    };
}

QJsonObject caseJson(const CaseRun &run, const QJsonObject &limits)
{
    const bool ran = run.state == CaseState::Done;
    return {
        {u"name"_s, run.name},
        {u"verdict"_s, ran ? verdictJson(run.verdict) : QJsonValue(u"skipped"_s)},
        {u"cpu_ms"_s, static_cast<double>(run.cpu.count()) / 1000},
        {u"wall_ms"_s, static_cast<double>(run.wall.count()) / 1000},
        {u"memory_bytes"_s, static_cast<qint64>(run.memory.count)},
        {u"first_cpu_ms"_s,
         run.firstCpu ? QJsonValue(static_cast<double>(run.firstCpu->count()) / 1000) : QJsonValue()},
        {u"score"_s, pointsJson(run.score)},
        {u"reason"_s, run.reason},
        {u"killed_by"_s, nameJson(run.killedBy)},
        {u"out_of_memory"_s, run.outOfMemory},
        {u"cpu_source"_s, nameJson(run.cpuSource)},
        {u"memory_source"_s, nameJson(run.memorySource)},
        {u"limits"_s, ran ? QJsonValue(limits) : QJsonValue()},
    };
}

QJsonValue toolchainJson(const std::optional<Toolchain> &toolchain)
{
    if (!toolchain)
        return {};
    QJsonArray programs;
    for (const auto &part : toolchain->parts)
        programs.append(QJsonObject{{u"path"_s, part.path}, {u"sha256"_s, part.sha256}});
    return QJsonObject{{u"fingerprint"_s, toolchain->fingerprint}, {u"programs"_s, programs}};
}

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QByteArray toJsonLine(const JudgedReport &report)
{
    const Judgement &judgement = report.judgement;
    const QJsonObject limits = toJson(judgement.limits);
    QJsonArray cases;
    for (const auto &run : judgement.cases)
        cases.append(caseJson(run, limits));
    QJsonArray groups;
    for (const auto &group : judgement.groups)
        groups.append(groupJson(group));
    // A language without a compile step compiles nothing, successfully.
    const CompileResult compile = judgement.compile.value_or(CompileResult{.ok = true});
    QJsonObject object{
        {u"submission"_s, report.submission},
        {u"language"_s, report.language},
        {u"verdict"_s, verdictJson(judgement.verdict)},
        {u"score"_s, judgement.score},
        {u"max_score"_s, pointsJson(judgement.maxScore)},
        {u"groups"_s, groups},
        {u"reason"_s, judgement.reason},
        {u"cases"_s, cases},
        {u"compile"_s, QJsonObject{{u"ok"_s, compile.ok},
                                   {u"output"_s, compile.output},
                                   {u"cached"_s, compile.cached},
                                   {u"killed_by"_s, nameJson(compile.killedBy)},
                                   {u"ms"_s, static_cast<qint64>(compile.duration.count())}}},
        {u"sandbox"_s, QJsonObject{{u"tier"_s, judgement.sandboxTier}}},
        {u"toolchain"_s, judgement.toolchain},
    };
    if (report.asExpected) {
        object.insert(u"expected"_s, QJsonArray::fromStringList(report.expected));
        object.insert(u"as_expected"_s, *report.asExpected);
    }
    return line(object);
}

QByteArray skippedJsonLine(const QString &submission, const QString &reason)
{
    return line({{u"submission"_s, submission}, {u"skipped"_s, true}, {u"reason"_s, reason}});
}

QByteArray toJson(const SandboxStatus &status)
{
    QJsonArray mechanisms;
    for (const auto &mechanism : status.mechanisms)
        mechanisms.append(QJsonObject{{u"name"_s, mechanism.name},
                                      {u"available"_s, mechanism.available},
                                      {u"state"_s, mechanism.state},
                                      {u"detail"_s, mechanism.detail},
                                      {u"fix"_s, mechanism.fix}});
    return QJsonDocument(QJsonObject{{u"tier"_s, status.tier},
                                     {u"least_tier"_s, status.leastTier},
                                     {u"usable"_s, status.usable},
                                     {u"reason"_s, status.reason},
                                     {u"mechanisms"_s, mechanisms}})
        .toJson();
}

QByteArray toJson(const QList<LanguageStatus> &languages)
{
    QJsonArray list;
    for (const auto &status : languages) {
        const Language &language = status.language;
        list.append(QJsonObject{{u"id"_s, language.id},
                                {u"name"_s, language.name},
                                {u"available"_s, status.available},
                                {u"version"_s, status.version},
                                {u"extensions"_s, QJsonArray::fromStringList(language.extensions)},
                                {u"compile"_s, QJsonArray::fromStringList(language.compile)},
                                {u"run"_s, QJsonArray::fromStringList(language.run)},
                                {u"toolchain"_s, toolchainJson(status.toolchain)},
                                {u"missing"_s, status.missingProgram},
                                {u"install_hint"_s, language.installHint}});
    }
    return QJsonDocument(list).toJson();
}

} // namespace assay::core
