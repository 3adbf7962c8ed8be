// SPDX-License-Identifier: GPL-3.0-or-later
// What the steps of the schema are.
//
// Times are Unix milliseconds, UTC. Ids are their written form. A `*_blob` column names a file under blobs/ that holds
// what was too large for its neighbour.
#include "core/store/schema_steps.h"

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

// People come in by one-time codes, of which only hashes are kept. Each participant's own end, where the session has one.
// Operations: at most one is open of a type and session. What came of verifying a problem.
constexpr const char *kVersion6[] = {
    R"sql(CREATE TABLE join_code (
        hash TEXT NOT NULL PRIMARY KEY,
        session TEXT NOT NULL REFERENCES session (id),
        participant TEXT NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX join_code_of_session ON join_code (session)",
    "ALTER TABLE participant ADD COLUMN ends_at INTEGER",
    "ALTER TABLE problem ADD COLUMN verified INTEGER",
    "ALTER TABLE problem ADD COLUMN failing_languages TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE problem ADD COLUMN data_as_meant INTEGER NOT NULL DEFAULT 1",
    // Up to which seq events are no longer kept.
    "CREATE TABLE event_horizon (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT",
    "INSERT INTO event_horizon (id, seq) VALUES (1, 0)",
    "CREATE INDEX event_by_time ON event (time)",
    // `session` is '' for an operation of none.
    R"sql(CREATE TABLE operation (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        session TEXT NOT NULL,
        state TEXT NOT NULL,
        step INTEGER NOT NULL,
        steps INTEGER NOT NULL,
        doing TEXT NOT NULL,
        failure TEXT NOT NULL,
        created INTEGER NOT NULL,
        started INTEGER,
        ended INTEGER
    ) STRICT)sql",
    "CREATE UNIQUE INDEX operation_open ON operation (session, type) WHERE state IN ('pending', 'running')",
    R"sql(CREATE TABLE operation_line (
        operation TEXT NOT NULL REFERENCES operation (id),
        ordinal INTEGER NOT NULL,
        time INTEGER NOT NULL,
        level TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (operation, ordinal)
    ) STRICT, WITHOUT ROWID)sql",
};

// Several engines over one database, and accounts. `engine` is who holds a judgement, or runs an operation; what it does not renew before
// `lease_expires` is taken from it. Events behind event_horizon.seq are kept, up to its `last`: a counter in a row is without
// gaps, whatever is rolled back.
constexpr const char *kVersion7[] = {
    "ALTER TABLE event_horizon ADD COLUMN last INTEGER NOT NULL DEFAULT 0",
    "UPDATE event_horizon SET last = (SELECT coalesce(max(event.seq), event_horizon.seq) FROM event)",
    "ALTER TABLE judgement ADD COLUMN engine TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operation ADD COLUMN engine TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operation ADD COLUMN lease_expires INTEGER",
    // What a client calls the request by which it came, and what was in that; both as hashes.
    "ALTER TABLE submission ADD COLUMN request_key TEXT",
    "ALTER TABLE submission ADD COLUMN request_hash TEXT",
    "CREATE UNIQUE INDEX submission_of_request ON submission (request_key) WHERE request_key IS NOT NULL",
    // Accounts. `name_key` is the name in small letters. Of tokens only hashes are kept.
    R"sql(CREATE TABLE account (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        password TEXT NOT NULL,
        created INTEGER NOT NULL,
        disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
    ) STRICT, WITHOUT ROWID)sql",
    R"sql(CREATE TABLE token (
        hash TEXT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        account TEXT REFERENCES account (id),
        participant TEXT,
        family TEXT NOT NULL,
        scopes TEXT NOT NULL,
        label TEXT NOT NULL,
        created INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        revoked INTEGER,
        CHECK ((account IS NULL) <> (participant IS NULL))
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX token_of_family ON token (family)",
    "CREATE INDEX token_of_account ON token (account) WHERE account IS NOT NULL",
    "CREATE INDEX token_of_participant ON token (participant) WHERE participant IS NOT NULL",
    R"sql(CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        time INTEGER NOT NULL,
        actor TEXT,
        action TEXT NOT NULL,
        session TEXT,
        object TEXT NOT NULL
    ) STRICT)sql",
    "CREATE INDEX audit_of_session ON audit (session) WHERE session IS NOT NULL",
};

// What participants type: a document for each problem and language, and each edit of it. What is listened to is all events.
constexpr const char *kVersion8[] = {
    "UPDATE audit SET action = 'events.watched' WHERE action = 'session.watched'",
    R"sql(CREATE TABLE document (
        id TEXT NOT NULL PRIMARY KEY,
        session TEXT NOT NULL REFERENCES session (id),
        participant TEXT NOT NULL,
        problem TEXT NOT NULL,
        language TEXT NOT NULL,
        version INTEGER NOT NULL,
        text TEXT NOT NULL,
        changed INTEGER NOT NULL,
        UNIQUE (participant, problem, language)
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX document_of_session ON document (session)",
    R"sql(CREATE TABLE document_edit (
        document TEXT NOT NULL REFERENCES document (id),
        version INTEGER NOT NULL,
        time INTEGER NOT NULL,
        client TEXT NOT NULL,
        change TEXT NOT NULL,
        PRIMARY KEY (document, version)
    ) STRICT, WITHOUT ROWID)sql",
};

// Addresses elsewhere that are told of events. What a delivery says is made of the log when it is sent.
constexpr const char *kVersion9[] = {
    R"sql(CREATE TABLE webhook (
        id TEXT NOT NULL PRIMARY KEY,
        url TEXT NOT NULL,
        secret TEXT NOT NULL,
        types TEXT NOT NULL,
        created INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        engine TEXT NOT NULL DEFAULT '',
        held_until INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID)sql",
    R"sql(CREATE TABLE delivery (
        id TEXT NOT NULL PRIMARY KEY,
        webhook TEXT NOT NULL REFERENCES webhook (id),
        seq INTEGER NOT NULL,
        type TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        status INTEGER NOT NULL,
        error TEXT NOT NULL,
        created INTEGER NOT NULL,
        next_attempt INTEGER NOT NULL,
        ended INTEGER,
        UNIQUE (webhook, seq)
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX delivery_pending ON delivery (webhook, seq) WHERE state = 'pending'",
    "CREATE INDEX delivery_ended ON delivery (ended) WHERE ended IS NOT NULL",
};

// Blobs are files where one engine has the database, and rows where several do.
constexpr const char *kPostgreSqlVersion7[] = {
    "CREATE TABLE blob (hash TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL)",
};

constexpr std::array<SchemaStep, 9> kSteps = {{{kVersion1, {}},
                                               {kVersion2, {}},
                                               {kVersion3, {}},
                                               {kVersion4, {}},
                                               {kVersion5, {}},
                                               {kVersion6, {}},
                                               {kVersion7, kPostgreSqlVersion7},
                                               {kVersion8, {}},
                                               {kVersion9, {}}}};

} // namespace

std::span<const SchemaStep> schemaSteps()
{
    return kSteps;
}

} // namespace assay::core
