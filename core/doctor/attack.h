// SPDX-License-Identifier: GPL-3.0-or-later
// Attack: a hostile program, what it tries, and what must happen; and what did happen.
#pragma once

#include "base/enum_table.h"
#include "core/model/submission.h"
#include "core/model/verdict.h"

#include <QStringList>

#include <optional>

namespace assay::core {

/// How an attack is carried out.
enum class AttackKind : std::uint8_t {
    Run,      ///< Compiled and run.
    Compile,  ///< Aims at the compiler; what it makes is run if there is anything.
    Leave,    ///< Run once with "leave" as input, then with "look": as another run, submission, and container.
    Neighbour ///< Run with "leave" until it is stopped, and meanwhile with "look" in another container.
};

inline constexpr auto kAttackKindNames = makeEnumTable<AttackKind>({
    {AttackKind::Run, "run"},
    {AttackKind::Compile, "compile"},
    {AttackKind::Leave, "leave"},
    {AttackKind::Neighbour, "neighbour"},
});
static_assert(kAttackKindNames.isComplete(AttackKind::Neighbour));

/// What may come of an attack. Anything else is an escape until somebody has looked at it.
struct AttackExpectation {
    QList<Verdict> verdicts;        ///< How the sandbox may end it.
    bool contained = false;         ///< It may end by itself, having said that its attempts were refused.
    bool refused = false;           ///< The submission may be turned away before anything is compiled.
    QStringList violations;         ///< For SecurityViolation: the calls that may be named. Empty: any.
    QStringList never;      ///< What the output must not hold: contents of files of the host.

    bool operator==(const AttackExpectation &) const = default;
};

/// Small enough that a bomb is over quickly. Nothing: the defaults of attackLimits.
struct AttackLimits {
    std::optional<Milliseconds> cpu;
    std::optional<Milliseconds> wall;
    std::optional<Bytes> memory;
    std::optional<Bytes> output;
    std::optional<int> processes;
    std::optional<Milliseconds> compileCpu;
    std::optional<Bytes> compileMemory;

    bool operator==(const AttackLimits &) const = default;
};

/// One run of an attack's program: programs that try many calls get each by its name as input.
struct AttackCase {
    QString id;    ///< "forbidden-calls/mount".
    QString tries; ///< A sentence for people.
    QByteArray input;
    AttackExpectation expected;
    AttackLimits limits;

    bool operator==(const AttackCase &) const = default;
};

struct Attack {
    QString id;
    AttackKind kind = AttackKind::Run;
    QString language;
    QString filter;            ///< System call policy instead of the language's own; empty: that one.
    QList<SourceFile> sources; ///< The first one is the entry.
    QList<AttackCase> cases;   ///< At least one.

    bool operator==(const Attack &) const = default;
};

/// What is known of one run, or of the compilation that it did not survive.
struct AttackObservation {
    bool refused = false;           ///< Turned away before the compiler.
    std::optional<Verdict> verdict; ///< Nothing: it ended by itself with exit code 0.
    QString violation;              ///< The forbidden system call.
    int exitCode = 0;
    QByteArray output; ///< Standard output and error; the compiler's when it did not compile.
    QString reason;    ///< In words, for people.
    Milliseconds wall{0};
    Milliseconds wallLimit{0};

    bool operator==(const AttackObservation &) const = default;
};

enum class AttackState : std::uint8_t { Contained, NotContained, Skipped };

inline constexpr auto kAttackStateNames = makeEnumTable<AttackState>({
    {AttackState::Contained, "contained"},
    {AttackState::NotContained, "not contained"},
    {AttackState::Skipped, "skipped"},
});
static_assert(kAttackStateNames.isComplete(AttackState::Skipped));

/// How an attack came to its end.
enum class AttackEnd : std::uint8_t {
    Verdict, ///< The sandbox ended it, or it ended itself badly.
    InVain,  ///< It ended by itself and said that its attempts were refused.
    Refused, ///< The submission was turned away.
    Escaped, ///< It says that it got through.
    Told,    ///< Its output has what it must not have.
    Late,    ///< A limit was enforced long after it had passed.
    Silent,  ///< It ended well and did not say that anything was refused.
    Broken,  ///< The sandbox broke.
    Skipped,
};

inline constexpr auto kAttackEndNames = makeEnumTable<AttackEnd>({
    {AttackEnd::Verdict, "verdict"},
    {AttackEnd::InVain, "in vain"},
    {AttackEnd::Refused, "refused"},
    {AttackEnd::Escaped, "ESCAPED"},
    {AttackEnd::Told, "told"},
    {AttackEnd::Late, "late"},
    {AttackEnd::Silent, "silent"},
    {AttackEnd::Broken, "broken"},
    {AttackEnd::Skipped, "skipped"},
});
static_assert(kAttackEndNames.isComplete(AttackEnd::Skipped));

struct AttackJudgement {
    AttackState state = AttackState::NotContained;
    AttackEnd end = AttackEnd::Broken;
    std::optional<Verdict> verdict; ///< For AttackEnd::Verdict.
    QString violation;              ///< The forbidden system call, for SecurityViolation.
    QString detail;                 ///< Why it is not contained, or was skipped; else how it ended, in words.

    bool operator==(const AttackJudgement &) const = default;
};

/// "SV ptrace", "TLE", "in vain": for tables and JSON.
[[nodiscard]] QString outcomeCode(const AttackJudgement &judgement);

} // namespace assay::core
