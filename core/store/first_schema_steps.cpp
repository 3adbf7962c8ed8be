// SPDX-License-Identifier: GPL-3.0-or-later
// What the first steps of the schema are, up to sessions. See schema_steps.cpp.
#include "core/store/first_schema_steps.h"

#include <array>

namespace assay::core {

namespace {

constexpr const char *kVersion1[] = {
    R"sql(CREATE TABLE problem (
        id TEXT NOT NULL PRIMARY KEY,
        short_name TEXT NOT NULL,
        title TEXT NOT NULL,
        content_hash TEXT NOT NULL UNIQUE,
        root TEXT NOT NULL,
        opened INTEGER NOT NULL,
        listed INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1))
    ) STRICT, WITHOUT ROWID)sql",

    // `number` is the order of arrival, which the clock does not tell when somebody sets it back.
    R"sql(CREATE TABLE submission (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        problem TEXT REFERENCES problem (id),
        language TEXT NOT NULL,
        entry_point TEXT NOT NULL,
        purpose TEXT NOT NULL,
        policy TEXT NOT NULL,
        cpu_limit_ms INTEGER,
        memory_limit_bytes INTEGER,
        label TEXT NOT NULL,
        created INTEGER NOT NULL
    ) STRICT)sql",
    "CREATE INDEX submission_by_problem ON submission (problem)",

    R"sql(CREATE TABLE source_file (
        submission TEXT NOT NULL REFERENCES submission (id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        content BLOB,
        content_blob TEXT,
        PRIMARY KEY (submission, ordinal),
        CHECK ((content IS NULL) <> (content_blob IS NULL))
    ) STRICT, WITHOUT ROWID)sql",

    R"sql(CREATE TABLE run_input (
        submission TEXT NOT NULL REFERENCES submission (id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        input BLOB,
        input_blob TEXT,
        expected BLOB,
        expected_blob TEXT,
        PRIMARY KEY (submission, ordinal),
        CHECK ((input IS NULL) <> (input_blob IS NULL)),
        CHECK (expected IS NULL OR expected_blob IS NULL)
    ) STRICT, WITHOUT ROWID)sql",

    // The lease of a judgement is its (grader, epoch, lease_expires); epoch rises with every claim.
    R"sql(CREATE TABLE judgement (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        submission TEXT NOT NULL REFERENCES submission (id),
        is_current INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1)),
        lane TEXT NOT NULL,
        state TEXT NOT NULL,
        verdict TEXT,
        score REAL NOT NULL,
        attempt INTEGER NOT NULL,
        grader TEXT NOT NULL,
        compile_ok INTEGER,
        compile_cached INTEGER,
        compile_ms INTEGER,
        compile_output TEXT,
        reason TEXT NOT NULL,
        sandbox_tier TEXT NOT NULL,
        toolchain TEXT NOT NULL,
        queued INTEGER NOT NULL,
        started INTEGER,
        ended INTEGER,
        epoch INTEGER NOT NULL DEFAULT 0,
        lease_expires INTEGER
    ) STRICT)sql",
    "CREATE UNIQUE INDEX judgement_current ON judgement (submission) WHERE is_current = 1",
    "CREATE INDEX judgement_waiting ON judgement (lane, number) WHERE state = 'queued'",
    "CREATE INDEX judgement_active ON judgement (number) WHERE state IN ('leased', 'compiling', 'running', "
    "'finalizing')",

    R"sql(CREATE TABLE case_run (
        judgement TEXT NOT NULL REFERENCES judgement (id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        secret INTEGER NOT NULL,
        state TEXT NOT NULL,
        verdict TEXT,
        cpu_us INTEGER NOT NULL,
        wall_us INTEGER NOT NULL,
        memory_bytes INTEGER NOT NULL,
        reason TEXT NOT NULL,
        exit_code INTEGER NOT NULL,
        signal INTEGER NOT NULL,
        output BLOB,
        output_blob TEXT,
        error_output BLOB,
        error_output_blob TEXT,
        output_cut INTEGER NOT NULL,
        PRIMARY KEY (judgement, ordinal)
    ) STRICT, WITHOUT ROWID)sql",

    R"sql(CREATE TABLE event (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        time INTEGER NOT NULL,
        type TEXT NOT NULL,
        submission TEXT,
        judgement TEXT,
        data TEXT NOT NULL
    ) STRICT)sql",
};

// Problems with points.
constexpr const char *kVersion2[] = {
    "ALTER TABLE case_run ADD COLUMN score REAL",
    "ALTER TABLE judgement ADD COLUMN max_score REAL",
    R"sql(CREATE TABLE group_result (
        judgement TEXT NOT NULL REFERENCES judgement (id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        verdict TEXT,
        score REAL NOT NULL,
        max_score REAL,
        PRIMARY KEY (judgement, ordinal)
    ) STRICT, WITHOUT ROWID)sql",
};

// Who stopped a run, what its figures come from, and which limits were enforced how (text: core/json/limits_json).
constexpr const char *kVersion3[] = {
    "ALTER TABLE case_run ADD COLUMN killed_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE case_run ADD COLUMN out_of_memory INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE case_run ADD COLUMN cpu_source TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE case_run ADD COLUMN memory_source TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgement ADD COLUMN limits TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgement ADD COLUMN compile_killed_by TEXT",
};

// Rejudgings. A judgement of one is not current before it is applied; `replaces` is the one that was.
constexpr const char *kVersion4[] = {
    R"sql(CREATE TABLE rejudging (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        created INTEGER NOT NULL,
        ended INTEGER
    ) STRICT)sql",
    "ALTER TABLE judgement ADD COLUMN rejudging TEXT REFERENCES rejudging (id)",
    "ALTER TABLE judgement ADD COLUMN replaces TEXT REFERENCES judgement (id)",
    "ALTER TABLE judgement ADD COLUMN problem TEXT REFERENCES problem (id)",
    "CREATE INDEX judgement_of_rejudging ON judgement (rejudging, number) WHERE rejudging IS NOT NULL",
    "ALTER TABLE case_run ADD COLUMN first_cpu_us INTEGER",
    "CREATE INDEX judgement_of_submission ON judgement (submission, number)",
};

// Sessions. The time limit that was found by running a package's own submissions. A queue that is fair: who is next in a lane is
// decided by `priority`, then by `turn` (see insertJudgement), then by arrival.
constexpr const char *kVersion5[] = {
    "ALTER TABLE problem ADD COLUMN inferred_cpu_ms INTEGER",
    "ALTER TABLE submission ADD COLUMN participant TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgement ADD COLUMN participant TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgement ADD COLUMN priority INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE judgement ADD COLUMN turn INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE judgement ADD COLUMN last_failure TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgement ADD COLUMN lost_graders INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE judgement ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0",
    "UPDATE judgement SET priority = 0 WHERE rejudging IS NOT NULL",
    "DROP INDEX judgement_waiting",
    "CREATE INDEX judgement_waiting ON judgement (lane, priority DESC, turn, number) WHERE state = 'queued'",
    "CREATE INDEX judgement_waiting_of ON judgement (lane, participant, priority, turn) WHERE state = 'queued'",
    "CREATE INDEX judgement_ended ON judgement (lane, ended) WHERE state = 'done'",
    "CREATE INDEX submission_of_participant ON submission (participant) WHERE participant <> ''",
    // `data` is the whole session. Its rules, and its participants, stand beside it as well, for what is asked with every
    // submission.
    R"sql(CREATE TABLE session (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        rules TEXT NOT NULL,
        data TEXT NOT NULL
    ) STRICT)sql",
    R"sql(CREATE TABLE participant (
        id TEXT NOT NULL PRIMARY KEY,
        session TEXT NOT NULL REFERENCES session (id)
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX participant_of_session ON participant (session)",
    R"sql(CREATE TABLE purge_receipt (
        session TEXT NOT NULL PRIMARY KEY REFERENCES session (id),
        purged INTEGER NOT NULL,
        participants INTEGER NOT NULL,
        submissions INTEGER NOT NULL,
        events INTEGER NOT NULL,
        blobs INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID)sql",
    // Files that a purge is to remove, or was about to.
    "CREATE TABLE doomed_blob (hash TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID",
    "ALTER TABLE event ADD COLUMN session TEXT",
    "CREATE INDEX event_of_session ON event (session) WHERE session IS NOT NULL",
    "CREATE INDEX event_of_submission ON event (submission) WHERE submission IS NOT NULL",
    R"sql(CREATE TABLE lane (
        name TEXT NOT NULL PRIMARY KEY,
        at_once INTEGER NOT NULL,
        max_waiting INTEGER NOT NULL,
        per_second REAL NOT NULL,
        paused INTEGER NOT NULL CHECK (paused IN (0, 1))
    ) STRICT, WITHOUT ROWID)sql",
};

constexpr std::array<SchemaStep, kFirstSchemaSteps> kSteps = {
    {{kVersion1, {}}, {kVersion2, {}}, {kVersion3, {}}, {kVersion4, {}}, {kVersion5, {}}}};

} // namespace

std::span<const SchemaStep, kFirstSchemaSteps> firstSchemaSteps()
{
    return kSteps;
}

} // namespace assay::core
